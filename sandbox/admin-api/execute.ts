import {
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
} from 'graphql';
import { hasScope, type AdminContext, type Args } from './context.ts';
import { MOST_OF_ONE_QUERY, requestCost, type Throttle } from './cost.ts';
import { readerOf, typeNameOf } from './fields/table.ts';
import { adminSchema } from './schema.ts';

/** The scope that a root field needs. */
const SCOPES: Readonly<Record<string, string>> = {
  orders: 'read_orders',
  order: 'read_orders',
  ordersCount: 'read_orders',
  customers: 'read_customers',
  customer: 'read_customers',
  customersCount: 'read_customers',
  segments: 'read_customers',
  segment: 'read_customers',
  segmentsCount: 'read_customers',
  customerSegmentMembers: 'read_customers',
  collections: 'read_products',
  collection: 'read_products',
  products: 'read_products',
  product: 'read_products',
  productsCount: 'read_products',
  productVariant: 'read_products',
  productVariants: 'read_products',
  inventoryItem: 'read_inventory',
  inventoryItems: 'read_inventory',
  markets: 'read_markets',
  market: 'read_markets',
  discountAutomaticAppCreate: 'write_discounts',
  discountAutomaticAppUpdate: 'write_discounts',
  discountAutomaticDelete: 'write_discounts',
  tagsAdd: 'write_customers',
  tagsRemove: 'write_customers',
};

/** Refuses a root field whose scope is not granted, in Shopify's words. */
export function refuseWithoutScope(fieldName: string, context: AdminContext): void {
  const scope = SCOPES[fieldName];
  if (!scope || hasScope(context, scope)) return;
  throw new GraphQLError(
    `Access denied for ${fieldName} field. Required access: \`${scope}\` access scope.`,
    {
      extensions: { code: 'ACCESS_DENIED', requiredAccess: `\`${scope}\` access scope.` },
    },
  );
}

const resolveField: GraphQLFieldResolver<unknown, AdminContext, Args> = (source, args, context, info) => {
  const typeName = info.parentType.name;
  if (typeName === 'QueryRoot' || typeName === 'Mutation') refuseWithoutScope(info.fieldName, context);
  return readerOf(typeName, info.fieldName)(source, args, context);
};

export interface AdminRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError('The query cannot be parsed.');
  }
}

function tooExpensive(cost: number): GraphQLError {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_OF_ONE_QUERY}).`;
  return new GraphQLError(message, {
    extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MOST_OF_ONE_QUERY },
  });
}

/** Answers one Admin GraphQL request, with cost and throttle status in the extensions as Shopify writes them. */
export async function answerAdmin(
  request: AdminRequest,
  context: AdminContext,
  throttle: Throttle,
): Promise<ExecutionResult> {
  const document = parseDocument(request.query);
  if (document instanceof GraphQLError) return { errors: [document] };
  const problems = validate(adminSchema(), document);
  if (problems.length > 0) return { errors: problems };
  const requestedQueryCost = requestCost(document, request.variables);
  if (requestedQueryCost > MOST_OF_ONE_QUERY) return { errors: [tooExpensive(requestedQueryCost)] };
  let throttleStatus;
  try {
    throttleStatus = throttle.take(requestedQueryCost);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const cost = {
      requestedQueryCost,
      actualQueryCost: null,
      throttleStatus: error.extensions['throttleStatus'],
    };
    return {
      errors: [new GraphQLError('Throttled', { extensions: { code: 'THROTTLED' } })],
      extensions: { cost },
    };
  }
  const result = await execute({
    schema: adminSchema(),
    document,
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver: resolveField,
    typeResolver: typeNameOf,
  });
  return {
    ...result,
    extensions: { cost: { requestedQueryCost, actualQueryCost: requestedQueryCost, throttleStatus } },
  };
}
