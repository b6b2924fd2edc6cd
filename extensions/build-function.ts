/**
 * Bundles the Discount Function as Shopify's CLI does before it hands the file to its JavaScript engine (Javy, that is QuickJS in
 * WebAssembly): one ES module that exports each target's run, which reads its input and writes its output through the global
 * ShopifyFunction. The WebAssembly module itself only the CLI can make.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'smol-toml';
import { z } from 'zod';

const DISCOUNT = join(import.meta.dirname, 'discount');

const functionToml = z.object({
  api_version: z.string(),
  extensions: z
    .array(
      z.object({
        type: z.literal('function'),
        handle: z.string(),
        targeting: z
          .array(z.strictObject({ target: z.string(), input_query: z.string(), export: z.string() }))
          .min(1),
      }),
    )
    .length(1),
});

export interface FunctionDefinition {
  readonly handle: string;
  readonly apiVersion: string;
  readonly targeting: readonly {
    readonly target: string;
    /** The GraphQL text of its input query. */
    readonly inputQuery: string;
    /** Name of the bundle's export, "cart-lines-discounts-generate-run". */
    readonly export: string;
  }[];
}

/** @throws Error naming every field of the toml that is missing or wrong. */
export async function readFunctionDefinition(): Promise<FunctionDefinition> {
  const path = join(DISCOUNT, 'shopify.extension.toml');
  const read = functionToml.safeParse(parse(await readFile(path, 'utf8')));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  const [extension] = read.data.extensions;
  if (!extension) throw new Error(`${path}: expected one [[extensions]], found none.`);
  const targeting = await Promise.all(
    extension.targeting.map(async ({ target, input_query: query, export: name }) => ({
      target,
      inputQuery: await readFile(join(DISCOUNT, query), 'utf8'),
      export: name,
    })),
  );
  return { handle: extension.handle, apiVersion: read.data.api_version, targeting };
}

/** The module's text. @throws Error when it does not compile. */
export async function bundleFunction(): Promise<string> {
  const { targeting } = await readFunctionDefinition();
  const built = await build({
    stdin: { contents: targeting.map(entryOf).join('\n'), resolveDir: DISCOUNT, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  });
  const [file] = built.outputFiles;
  if (!file) throw new Error('Expected one file of the bundler, found none.');
  return file.text;
}

/** Writes `<outDir>/attune-incentives.js` and `.json` (a FunctionDefinition), and tells the bundle's size in bytes. */
export async function buildFunction(outDir: string): Promise<{ path: string; rawBytes: number }> {
  const definition = await readFunctionDefinition();
  const path = join(outDir, `${definition.handle}.js`);
  const text = await bundleFunction();
  await mkdir(outDir, { recursive: true });
  await writeFile(path, text);
  await writeFile(join(outDir, `${definition.handle}.json`), JSON.stringify(definition, null, 2));
  return { path, rawBytes: Buffer.byteLength(text) };
}

function entryOf({ export: name }: { readonly export: string }): string {
  const run = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    `import { ${run} } from './src/index.ts';`,
    `const run_${run} = () => ShopifyFunction.writeOutput(${run}(ShopifyFunction.readInput()));`,
    `export { run_${run} as '${name}' };`,
  ].join('\n');
}
