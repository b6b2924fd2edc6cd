import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapter } from './adapter.ts';

/** Where the engine leaves the message of a panic, before it traps. */
let panicMessage = '';
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (message: string) => {
      panicMessage = message;
    },
  },
});

/** What the engine said when it trapped: the trap itself says only "unreachable". */
export const lastPanic = (): string => panicMessage;

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

/**
 * Lets `use` work with a fresh engine on the database at `url` (the engine keeps state after a failure, so each
 * request gets its own) and closes its connections afterwards.
 */
export async function withEngine<Value>(
  url: string,
  use: (engine: bindings.SchemaEngine) => Promise<Value>,
): Promise<Value> {
  await compiled;
  const adapter = migrationAdapter(url);
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(adapter);
    return await use(await bindings.SchemaEngine.new({ datamodels: undefined }, ignoreLog, factory));
  } finally {
    await adapter.close();
  }
}

function ignoreLog(): void {}
