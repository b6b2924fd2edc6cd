import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

let schema: GraphQLSchema | undefined;

/** The part of Shopify's Admin schema that Attune uses; read once. */
export function adminSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
  return schema;
}
