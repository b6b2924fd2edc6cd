import { GraphQLError } from 'graphql';
import type { Args } from './context.ts';

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page of a list. `all` is the whole list, for bulk operations, which do not page. */
export interface Connection<Node> {
  readonly all: readonly Node[];
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfo;
}

const MOST = 250;
const encode = (id: string | number): string =>
  Buffer.from(JSON.stringify({ last_id: id })).toString('base64');

function sizeOf(value: unknown, name: string, most: number): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value >= 1 && value <= most) return value;
  throw new GraphQLError(`Expected ${name} from 1 to ${most}, found ${String(value)}.`, {
    extensions: { code: 'BAD_REQUEST' },
  });
}

function indexOfCursor(cursors: readonly string[], cursor: unknown): number | null {
  if (cursor === undefined || cursor === null) return null;
  const index = cursors.indexOf(String(cursor));
  if (index >= 0) return index;
  throw new GraphQLError('Invalid cursor for current pagination sort.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/**
 * The page of a sorted list that first, after, last, before and reverse ask for. The page is made on first use: a bulk
 * operation takes `all` and asks for no page.
 */
export function connect<Node>(
  list: readonly Node[],
  args: Args,
  idOf: (node: Node) => string | number,
  most = MOST,
): Connection<Node> {
  const all = args['reverse'] === true ? [...list].reverse() : list;
  let page: { nodes: readonly Node[]; from: number; to: number } | undefined;
  const getPage = () => (page ??= slicePage(all, args, idOf, most));
  return {
    all,
    get nodes() {
      return getPage().nodes;
    },
    get edges() {
      return getPage().nodes.map((node) => ({ cursor: encode(idOf(node)), node }));
    },
    get pageInfo() {
      const { nodes, from, to } = getPage();
      const [first] = nodes;
      const last = nodes.at(-1);
      return {
        hasNextPage: to < all.length,
        hasPreviousPage: from > 0,
        startCursor: first === undefined ? null : encode(idOf(first)),
        endCursor: last === undefined ? null : encode(idOf(last)),
      };
    },
  };
}

function slicePage<Node>(
  all: readonly Node[],
  args: Args,
  idOf: (node: Node) => string | number,
  most: number,
) {
  const first = sizeOf(args['first'], 'first', most);
  const last = sizeOf(args['last'], 'last', most);
  if (first === null && last === null) {
    throw new GraphQLError('you must provide one of first or last', { extensions: { code: 'BAD_REQUEST' } });
  }
  const isCursorGiven = Boolean(args['after'] ?? args['before']);
  const cursors = isCursorGiven ? all.map((node) => encode(idOf(node))) : [];
  let from = (indexOfCursor(cursors, args['after']) ?? -1) + 1;
  let to = indexOfCursor(cursors, args['before']) ?? all.length;
  if (first !== null) to = Math.min(to, from + first);
  if (last !== null) from = Math.max(from, to - last);
  return { nodes: all.slice(from, to), from, to };
}
