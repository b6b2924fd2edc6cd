import { hasScope, type AdminContext, type Args, type FieldTable } from '#sandbox/admin-api/context.ts';
import { digestOf } from '#sandbox/admin-api/metafields.ts';
import type { Customer } from '#sandbox/shop/shop.ts';
import { discountMutations } from './discount.ts';
import { pixelMutations } from './pixel.ts';
import { findNode } from './query-root.ts';
import { namespaceOf } from './shared.ts';

const MOST_METAFIELDS = 25;

/** Of owners whose metafields need a scope. */
const OWNER_SCOPES = [
  ['/Customer/', 'write_customers'],
  ['/Product/', 'write_products'],
] as const;

interface MetafieldInput {
  readonly ownerId: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type?: string | null;
  readonly value: string;
  readonly compareDigest?: string | null;
}

function problemOf(
  input: MetafieldInput,
  context: AdminContext,
): { code: string; field: string; message: string } | null {
  const scope = OWNER_SCOPES.find(([owner]) => input.ownerId.includes(owner))?.[1];
  if (scope !== undefined && !hasScope(context, scope))
    return { code: 'INVALID', field: 'ownerId', message: `Access denied: ${scope} is needed.` };
  if (findNode(input.ownerId, context) === null) {
    return { code: 'INVALID', field: 'ownerId', message: 'Owner does not exist.' };
  }
  const existing = context.metafields.find(input.ownerId, namespaceOf(input.namespace), input.key);
  if (!input.type && !existing) return { code: 'BLANK', field: 'type', message: "Type can't be blank" };
  if (input.compareDigest && (!existing || digestOf(existing.value) !== input.compareDigest)) {
    return {
      code: 'STALE_OBJECT',
      field: 'compareDigest',
      message: 'The resource has been updated since it was loaded.',
    };
  }
  return null;
}

/** All or nothing, 25 at most, as on Shopify. */
function setMetafields(args: Args, context: AdminContext): unknown {
  const inputs = args['metafields'] as readonly MetafieldInput[];
  if (inputs.length > MOST_METAFIELDS) {
    const message = `Exceeded the maximum metafields input limit of ${MOST_METAFIELDS}.`;
    return {
      metafields: null,
      userErrors: [{ code: 'LESS_THAN_OR_EQUAL_TO', field: ['metafields'], message, elementIndex: null }],
    };
  }
  const userErrors = inputs.flatMap((input, index) => {
    const problem = problemOf(input, context);
    return problem
      ? [{ ...problem, field: ['metafields', String(index), problem.field], elementIndex: index }]
      : [];
  });
  if (userErrors.length > 0) return { metafields: null, userErrors };
  const now = context.settings.now();
  const metafields = inputs.map((input) => {
    const namespace = namespaceOf(input.namespace);
    const type =
      input.type ??
      context.metafields.find(input.ownerId, namespace, input.key)?.type ??
      'single_line_text_field';
    return context.metafields.set(
      { ownerId: input.ownerId, namespace, key: input.key, type, value: input.value },
      now,
    );
  });
  return { metafields, userErrors: [] };
}

const isCustomer = (node: unknown): node is Customer =>
  typeof node === 'object' && node !== null && 'acceptsMarketing' in node;

/** Tags of customers; the sandbox tags nothing else. */
function changeTags(args: Args, context: AdminContext, change: 'addTags' | 'removeTags'): unknown {
  const node = findNode(args['id'], context);
  if (!isCustomer(node))
    return { node: null, userErrors: [{ field: ['id'], message: 'Invalid id: expected a customer.' }] };
  const tags = Array.isArray(args['tags']) ? args['tags'].map(String) : [];
  context.shop[change](node, tags);
  return { node, userErrors: [] };
}

/** Runs no workflow: what was triggered is kept to be looked at. Shopify takes at most 50 KB. */
function receiveFlowTrigger(args: Args, { flowTriggers }: AdminContext): unknown {
  const { handle, payload } = args;
  const isKnown = typeof handle === 'string' && typeof payload === 'object' && payload !== null;
  if (!isKnown)
    return {
      userErrors: [{ field: ['handle'], message: 'Expected the handle of a trigger, and its payload.' }],
    };
  flowTriggers.push({ handle, payload: { ...payload }, at: new Date() });
  return { userErrors: [] };
}

const mutation: FieldTable<unknown> = {
  bulkOperationRunQuery: (_root, args, { bulk }) =>
    bulk.run(String(args['query']), args['groupObjects'] === true),
  bulkOperationCancel: (_root, args, { bulk }) => bulk.cancel(String(args['id'])),
  ...discountMutations,
  ...pixelMutations,
  metafieldsSet: (_root, args, context) => setMetafields(args, context),
  flowTriggerReceive: (_root, args, context) => receiveFlowTrigger(args, context),
  tagsAdd: (_root, args, context) => changeTags(args, context, 'addTags'),
  tagsRemove: (_root, args, context) => changeTags(args, context, 'removeTags'),
};

export const mutationFields = { Mutation: mutation };
