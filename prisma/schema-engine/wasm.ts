import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapter } from './adapter.ts';

const compiled = compile();

async function compile(): Promise<void> {
  const wasm = new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm'));
  const { instance } = await WebAssembly.instantiate(await readFile(fileURLToPath(wasm)), {
    './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/** A fresh engine on the database at `url`: the engine keeps state after a failure, so each request gets its own. */
export async function createEngine(url: string): Promise<bindings.SchemaEngine> {
  await compiled;
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapter(url));
  return bindings.SchemaEngine.new({ datamodels: undefined }, ignoreLog, adapter);
}

function ignoreLog(): void {}
