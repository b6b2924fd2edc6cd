import path from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;
const OUT_DIR = path.resolve(HERE, '../../build/storefront');

let built: Promise<string> | null = null;

/** Bundles the scripts of the storefront's pages, and the worker that runs the app's web pixel, once a process, and gives their folder. */
export function buildStorefrontOnce(): Promise<string> {
  built ??= build({
    entryPoints: {
      storefront: path.join(HERE, 'browser/storefront.ts'),
      'pixel-worker': path.join(HERE, '../pixel/browser/pixel-worker.ts'),
    },
    outdir: OUT_DIR,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  }).then(() => OUT_DIR);
  return built;
}
