import type { FieldTable } from '#sandbox/admin-api/context.ts';
import type { BulkOperation } from '#sandbox/bulk/bulk-operations.ts';
import { isoOf } from '#sandbox/shop/time.ts';

const bulkOperation: FieldTable<BulkOperation> = {
  type: () => 'QUERY',
  fileSize: ({ fileSize }) => (fileSize === null ? null : String(fileSize)),
  objectCount: ({ objectCount }) => String(objectCount),
  rootObjectCount: ({ rootObjectCount }) => String(rootObjectCount),
  createdAt: ({ createdAt }) => isoOf(createdAt),
  completedAt: ({ completedAt }) => (completedAt === null ? null : isoOf(completedAt)),
};

export const bulkFields = { BulkOperation: bulkOperation };
