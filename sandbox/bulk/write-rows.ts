import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AdminContext } from '#sandbox/admin-api/context.ts';
import type { ChildPlan } from './compile.ts';

export interface RowCounts {
  objectCount: number;
  rootObjectCount: number;
  fileSize: number;
}

export interface RowWriterOptions {
  readonly path: string;
  /** Children right after their parent; otherwise after all parents of their batch. */
  readonly isGrouped: boolean;
  readonly isCanceled: () => boolean;
  /** Told after each batch. */
  readonly onBatch: (counts: RowCounts) => void;
  readonly context: AdminContext;
}

/** Roots written between two turns of the event loop: the sandbox goes on answering meanwhile. */
const BATCH = 200;

function writeChildren(
  lines: string[],
  parent: Record<string, unknown>,
  source: unknown,
  children: readonly ChildPlan[],
  context: AdminContext,
): void {
  for (const child of children) {
    for (const node of child.nodesOf(source, context)) {
      const row = child.row.project(node, context);
      lines.push(JSON.stringify({ ...row, __parentId: parent['id'] }));
      if (child.row.children.length > 0) writeChildren(lines, row, node, child.row.children, context);
    }
  }
}

function batchLines(
  nodes: readonly unknown[],
  plan: ChildPlan,
  { isGrouped, context }: RowWriterOptions,
): string[] {
  const parents: string[] = [];
  const children: string[] = isGrouped ? parents : [];
  for (const node of nodes) {
    const row = plan.row.project(node, context);
    parents.push(JSON.stringify(row));
    writeChildren(children, row, node, plan.row.children, context);
  }
  return isGrouped ? parents : [...parents, ...children];
}

/** Streams the rows of the root connections as JSON lines into a file; counts as it goes. */
export async function writeRows(
  plans: readonly ChildPlan[],
  options: RowWriterOptions,
  counts: RowCounts,
): Promise<void> {
  const file = createWriteStream(options.path);
  try {
    for (const plan of plans) {
      const nodes = plan.nodesOf(null, options.context);
      for (let from = 0; from < nodes.length && !options.isCanceled(); from += BATCH) {
        const roots = nodes.slice(from, from + BATCH);
        const lines = batchLines(roots, plan, options);
        const chunk = Buffer.from(`${lines.join('\n')}\n`);
        counts.objectCount += lines.length;
        counts.rootObjectCount += roots.length;
        counts.fileSize += chunk.length;
        options.onBatch(counts);
        if (!file.write(chunk)) await once(file, 'drain');
        await nextTurn();
      }
    }
  } finally {
    file.end();
    await once(file, 'close');
  }
}
