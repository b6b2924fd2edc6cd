import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError, type DocumentNode } from 'graphql';
import type { AdminContext } from '#sandbox/admin-api/context.ts';
import { refuseWithoutScope } from '#sandbox/admin-api/execute.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { compileBulkQuery } from './compile.ts';
import { parseBulkQuery, type BulkUserError } from './validate-bulk.ts';
import { writeRows, type RowCounts } from './write-rows.ts';

/** Answered as Shopify's BulkOperation. */
export interface BulkOperation {
  readonly id: string;
  readonly query: string;
  readonly createdAt: number;
  readonly path: string;
  /** The secret part of its address. */
  readonly key: string;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED';
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | null;
  completedAt: number | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
  partialDataUrl: string | null;
}

export interface BulkAnswer {
  readonly bulkOperation: BulkOperation | null;
  readonly userErrors: readonly BulkUserError[];
}

export interface BulkOperations {
  run(query: string, isGrouped: boolean): BulkAnswer;
  cancel(id: string): BulkAnswer;
  get(id: string): BulkOperation | undefined;
  /** Oldest first. */
  list(): BulkOperation[];
  findByKey(key: string): BulkOperation | undefined;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

const MOST_AT_ONCE = 5;
const OPERATION_BASE = 5_100_000_000_000;

const isUnderWay = ({ status }: BulkOperation): boolean =>
  status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';

/** Bulk queries of the app, five at once, each written to a file in `folder`. `onEnd` is told when one ends. */
export function createBulkOperations(
  folder: string,
  contextOf: () => AdminContext,
  onEnd: (operation: BulkOperation) => void,
): BulkOperations {
  mkdirSync(folder, { recursive: true });
  const operations: BulkOperation[] = [];
  const running = new Set<Promise<void>>();

  const run: BulkOperations['run'] = (query, isGrouped) => {
    const document = parseBulkQuery(query);
    if (Array.isArray(document)) return { bulkOperation: null, userErrors: document };
    if (operations.filter(isUnderWay).length >= MOST_AT_ONCE) {
      const message = `A bulk query operation limit of ${MOST_AT_ONCE} for this app and shop is reached.`;
      return { bulkOperation: null, userErrors: [{ code: 'LIMIT_REACHED', field: ['query'], message }] };
    }
    const operation = createOperation(query, folder, operations.length + 1, contextOf().settings.now());
    operations.push(operation);
    const work = runOperation(operation, document, isGrouped, contextOf()).then(() => onEnd(operation));
    running.add(work);
    void work.finally(() => running.delete(work));
    return { bulkOperation: operation, userErrors: [] };
  };

  const cancel: BulkOperations['cancel'] = (id) => {
    const operation = operations.find((one) => one.id === id) ?? null;
    if (!operation)
      return {
        bulkOperation: null,
        userErrors: [{ code: null, field: ['id'], message: 'Bulk operation does not exist' }],
      };
    if (!isUnderWay(operation)) {
      const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
      return { bulkOperation: operation, userErrors: [{ code: null, field: ['id'], message }] };
    }
    operation.status = 'CANCELING';
    return { bulkOperation: operation, userErrors: [] };
  };

  return {
    run,
    cancel,
    get: (id) => operations.find((operation) => operation.id === id),
    list: () => [...operations],
    findByKey: (key) => operations.find((operation) => operation.key === key),
    idle: async () => void (await Promise.allSettled(running)),
  };
}

function createOperation(query: string, folder: string, number: number, now: number): BulkOperation {
  const key = randomBytes(12).toString('hex');
  return {
    id: gid('BulkOperation', OPERATION_BASE + number),
    query,
    key,
    path: join(folder, `${key}.jsonl`),
    createdAt: now,
    status: 'CREATED',
    errorCode: null,
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
    url: null,
    partialDataUrl: null,
  };
}

async function runOperation(
  operation: BulkOperation,
  document: DocumentNode,
  isGrouped: boolean,
  context: AdminContext,
): Promise<void> {
  const counts = { objectCount: 0, rootObjectCount: 0, fileSize: 0 };
  const url = (): string => `${context.origin()}/bulk/${operation.key}.jsonl`;
  await nextTurn();
  try {
    if (operation.status === 'CREATED') operation.status = 'RUNNING';
    const roots = compileBulkQuery(document);
    for (const { fieldName } of roots) refuseWithoutScope(fieldName, context);
    const isCanceled = (): boolean => operation.status === 'CANCELING';
    const onBatch = (sofar: RowCounts): void => void Object.assign(operation, sofar);
    const plans = roots.map(({ plan }) => plan);
    await writeRows(plans, { path: operation.path, isGrouped, isCanceled, onBatch, context }, counts);
    operation.status = isCanceled() ? 'CANCELED' : 'COMPLETED';
    operation.url = operation.status === 'COMPLETED' && counts.objectCount > 0 ? url() : null;
  } catch (error) {
    operation.status = 'FAILED';
    const isDenied = error instanceof GraphQLError && error.extensions['code'] === 'ACCESS_DENIED';
    operation.errorCode = isDenied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
    if (!isDenied) console.error(`Bulk operation ${operation.id} failed:`, error);
  }
  if (operation.status !== 'COMPLETED' && counts.objectCount > 0) operation.partialDataUrl = url();
  Object.assign(operation, counts, { completedAt: context.settings.now() });
}
