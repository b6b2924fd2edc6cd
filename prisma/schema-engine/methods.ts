import type {
  CreateMigrationInput,
  CreateMigrationOutput,
  DiffParams,
  EvaluateDataLossInput,
  EvaluateDataLossOutput,
  SchemaEngine,
} from '@prisma/schema-engine-wasm';
import { withEngine } from './wasm.ts';

type Print = (content: string) => void;
type Method = (engine: SchemaEngine, params: never, print: Print) => unknown;

/** Requests the WebAssembly engine answers differently from the native one; all others pass through. */
const METHODS: Readonly<Record<string, Method>> = {
  getDatabaseVersion: (engine) => engine.version(),
  createMigration,
  evaluateDataLoss,
  diff,
};

/** Answers one request of the Prisma command line. Rejects with what the engine says. */
export function runMethod(url: string, name: string, params: unknown, print: Print): Promise<unknown> {
  return withEngine(url, async (engine) => {
    const own = METHODS[name];
    const call = own ?? Reflect.get(engine, name);
    if (typeof call !== 'function') throw new Error(`The schema engine has no method "${name}".`);
    const args = own ? [engine, params, print] : [params];
    return (await Reflect.apply(call, engine, args)) ?? null;
  });
}

async function diff(engine: SchemaEngine, params: DiffParams, print: Print): Promise<object> {
  const { exitCode, stdout } = await engine.diff(params);
  if (stdout !== null && stdout !== undefined) print(stdout.trimEnd());
  return { exitCode };
}

/** The engine refuses to make a migration without a shadow database of its own; the same script comes from a diff. */
async function createMigration(
  engine: SchemaEngine,
  input: CreateMigrationInput,
): Promise<CreateMigrationOutput> {
  const script = await pendingScript(engine, input);
  return {
    connectorType: 'postgresql',
    generatedMigrationName: `${timestamp(new Date())}_${toSnakeCase(input.migrationName)}`,
    migrationScript: script === '' && !input.draft ? null : script,
    extension: 'sql',
  };
}

/** Knows whether a step is pending, not what it would lose: read a generated migration before committing it. */
async function evaluateDataLoss(
  engine: SchemaEngine,
  input: EvaluateDataLossInput,
): Promise<EvaluateDataLossOutput> {
  const script = await pendingScript(engine, input);
  return { migrationSteps: script === '' ? 0 : 1, unexecutableSteps: [], warnings: [] };
}

async function pendingScript(engine: SchemaEngine, input: EvaluateDataLossInput): Promise<string> {
  const { stdout, exitCode } = await engine.diff({
    from: { tag: 'migrations', ...input.migrationsList },
    to: { tag: 'schemaDatamodel', ...input.schema },
    script: true,
    exitCode: true,
    filters: input.filters,
  });
  return exitCode === 2 ? (stdout ?? '') : '';
}

function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

function toSnakeCase(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 200);
}
