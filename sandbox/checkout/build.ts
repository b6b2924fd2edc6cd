import path from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;

/** Scripts of the checkout pages, by the name they are served under. */
const ENTRIES = {
  page: path.join(HERE, 'page/main.tsx'),
  'legacy-sandbox': path.join(HERE, 'worker/legacy-sandbox.ts'),
  'modern-sandbox': path.join(HERE, 'worker/modern-sandbox.ts'),
};

export interface CheckoutPagesBuild {
  readonly outDir: string;
  readonly durationMs: number;
  /** Bytes by file name. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Bundles the page (React) and the two worker sandbox scripts into `outDir`. */
export async function buildCheckoutPages({ outDir }: { outDir: string }): Promise<CheckoutPagesBuild> {
  const began = performance.now();
  const result = await build({
    entryPoints: ENTRIES,
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    logLevel: 'warning',
  });
  const bytes = Object.entries(result.metafile.outputs).map(([file, output]): [string, number] => [
    path.basename(file),
    output.bytes,
  ]);
  return { outDir, durationMs: performance.now() - began, bytes: Object.fromEntries(bytes) };
}

if (process.argv[1] === import.meta.filename) {
  const built = await buildCheckoutPages({ outDir: path.resolve('build/sandbox') });
  const sizes = Object.entries(built.bytes).map(([name, size]) => `${name} ${Math.round(size / 1024)} KB`);
  console.log(`checkout pages: ${sizes.join(', ')} in ${Math.round(built.durationMs)} ms`);
}
