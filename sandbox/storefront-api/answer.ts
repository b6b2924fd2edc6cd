import { readFileSync } from 'node:fs';
import {
  buildSchema,
  execute,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  validate,
  valueFromASTUntyped,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Shop } from '#sandbox/shop/shop.ts';
import { rootView } from './views.ts';

let schema: GraphQLSchema | undefined;
const storefrontSchema = (): GraphQLSchema =>
  (schema ??= buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8')));

export interface StorefrontRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The country of `@inContext(country: …)`, or the shop's own. */
function countryOf(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  home: string,
): string {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const directive = definition.directives?.find(({ name }) => name.value === 'inContext');
    const argument = directive?.arguments?.find(({ name }) => name.value === 'country');
    const value = argument ? valueFromASTUntyped(argument.value, variables) : null;
    if (typeof value === 'string' && /^[A-Z]{2}$/.test(value)) return value;
  }
  return home;
}

/** Answers one Storefront request; prices are those of the market of the `@inContext` country. */
export async function answerStorefront(
  request: StorefrontRequest,
  shop: Shop,
  origin: string,
): Promise<ExecutionResult> {
  let document: DocumentNode;
  try {
    document = parse(request.query);
  } catch (error) {
    return {
      errors: [error instanceof GraphQLError ? error : new GraphQLError('The query cannot be parsed.')],
    };
  }
  const problems = validate(storefrontSchema(), document);
  if (problems.length > 0) return { errors: problems };
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const given = request.variables ?? {};
  const { coerced } = getVariableValues(storefrontSchema(), operation?.variableDefinitions ?? [], given);
  const countryCode = countryOf(document, coerced ?? {}, shop.identity.country);
  return execute({
    schema: storefrontSchema(),
    document,
    rootValue: rootView({ shop, countryCode, origin }),
    variableValues: given,
  });
}
