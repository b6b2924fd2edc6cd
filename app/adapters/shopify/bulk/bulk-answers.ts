import { z } from 'zod';
import type { BulkStatus } from '#app/ports/shop-history.ts';

export const runBulkAnswer = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
  }),
});

const operation = z.object({
  status: z.string(),
  errorCode: z.string().nullable(),
  objectCount: z.coerce.number(),
  url: z.string().nullable(),
});

export const bulkOperationAnswer = z.object({ bulkOperation: operation.nullable() });

export const variantsAnswer = z.object({ nodes: z.array(z.record(z.string(), z.unknown()).nullable()) });

const RUNNING = new Set(['CREATED', 'RUNNING', 'CANCELING']);

export function toBulkStatus(found: z.infer<typeof operation> | null): BulkStatus {
  if (!found) return { kind: 'failed', code: 'GONE' };
  const { status, errorCode, objectCount, url } = found;
  if (status === 'COMPLETED') return { kind: 'completed', objectCount, url };
  if (RUNNING.has(status)) return { kind: 'running', objectCount };
  return { kind: 'failed', code: errorCode ?? status };
}
