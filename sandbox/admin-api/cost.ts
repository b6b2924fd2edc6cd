import {
  GraphQLError,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';

const BUCKET = 20_000;
const RESTORED_PER_SECOND = 1_000;

export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export interface Throttle {
  /** Takes points; refuses with THROTTLED when the bucket has too few or a refusal was ordered. */
  take(cost: number): ThrottleStatus;
  /** Orders refusals of the next requests, for tests. */
  refuseNext(count: number): void;
}

/** The leaky bucket of a Plus shop: 20,000 points, 1,000 back each second. `now` answers milliseconds. */
export function createThrottle(now: () => number): Throttle {
  let available = BUCKET;
  let at = now();
  let refusals = 0;
  const status = (): ThrottleStatus => ({
    maximumAvailable: BUCKET,
    currentlyAvailable: Math.floor(available),
    restoreRate: RESTORED_PER_SECOND,
  });
  return {
    refuseNext: (count) => void (refusals = count),
    take: (cost) => {
      const time = now();
      available = Math.min(BUCKET, available + ((time - at) / 1_000) * RESTORED_PER_SECOND);
      at = time;
      if (refusals > 0 || cost > available) {
        refusals = Math.max(0, refusals - 1);
        throw new GraphQLError('Throttled', { extensions: { code: 'THROTTLED', throttleStatus: status() } });
      }
      available -= cost;
      return status();
    },
  };
}

/** What one query may cost, however much is left in the bucket. */
export const MOST_OF_ONE_QUERY = 1_000;

type Variables = Readonly<Record<string, unknown>>;

/** How many nodes are asked for by their ids; 1 for every other field. */
function countOfIds({ name, arguments: given = [] }: FieldNode, variables: Variables): number {
  const ids =
    name.value === 'nodes' ? given.find((argument) => argument.name.value === 'ids')?.value : undefined;
  const list = ids && valueFromASTUntyped(ids, variables);
  return Array.isArray(list) ? list.length : 1;
}

/**
 * Simpler than Shopify's: one point for each object, two for a connection and its size on top; of nodes asked for by id, each costs.
 * Fragments count one.
 */
function costOf(set: SelectionSetNode | undefined, variables: Variables): number {
  let cost = 0;
  for (const node of set?.selections ?? []) {
    if (node.kind !== Kind.FIELD) {
      cost += 1 + (node.kind === Kind.INLINE_FRAGMENT ? costOf(node.selectionSet, variables) : 0);
      continue;
    }
    if (!node.selectionSet) continue;
    const sizing = node.arguments?.find(
      (argument) => argument.name.value === 'first' || argument.name.value === 'last',
    );
    const length = sizing?.value.kind === Kind.INT ? Number(sizing.value.value) : 0;
    const size = length > 0 ? 1 + Math.ceil(length / 10) : 0;
    cost += 1 + countOfIds(node, variables) * costOf(node.selectionSet, variables) + size;
  }
  return cost;
}

export function requestCost(document: DocumentNode, variables: Variables = {}): number {
  let cost = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    cost += costOf(definition.selectionSet, variables) + (definition.operation === 'mutation' ? 10 : 0);
  }
  return cost;
}
