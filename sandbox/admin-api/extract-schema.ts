/**
 * Makes schema.graphql from Shopify's published introspection of the Admin API, which ships inside the npm package
 * @shopify/dev-mcp 1.16.0 (ISC). Run it by hand when schema-selection.ts changes:
 *
 *   npm pack @shopify/dev-mcp@1.16.0 && tar xzf shopify-dev-mcp-1.16.0.tgz package/dist/data/admin_2026-10.json.gz
 *   npm exec -- node sandbox/admin-api/extract-schema.ts package/dist/data/admin_2026-10.json.gz
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  assertValidSchema,
  buildClientSchema,
  buildSchema,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { SCHEMA_SELECTION } from './schema-selection.ts';

interface TypeRef {
  kind: string;
  name?: string | null;
  ofType?: TypeRef | null;
}
interface Input {
  name: string;
  type: TypeRef;
  defaultValue?: string | null;
}
interface Field {
  name: string;
  type: TypeRef;
  args: Input[];
}
interface FullType {
  kind: string;
  name: string;
  fields?: Field[] | null;
  inputFields?: Input[] | null;
  interfaces?: TypeRef[] | null;
  possibleTypes?: TypeRef[] | null;
  enumValues?: { name: string }[] | null;
}
interface Introspection {
  __schema: {
    queryType: { name: string };
    mutationType: { name: string };
    subscriptionType: null;
    types: FullType[];
    directives: unknown[];
  };
}

const HEADER = `# Shopify Admin GraphQL API 2026-10, the part that Attune uses. Made by extract-schema.ts; do not edit.
# Source: dist/data/admin_2026-10.json.gz of the npm package @shopify/dev-mcp 1.16.0, licence ISC, Copyright 2025-present
# Shopify Inc. Left out: descriptions, and every type and field that schema-selection.ts does not name.

`;

const nameOf = (ref: TypeRef): string => (ref.ofType ? nameOf(ref.ofType) : (ref.name ?? ''));

function isKept(type: FullType): boolean {
  return type.kind === 'ENUM' || type.kind === 'SCALAR' || type.name in SCHEMA_SELECTION;
}

/** A type stays a member of an interface only with all fields that the interface keeps. */
function hasFieldsOf(type: FullType, interfaceName: string): boolean {
  const own = SCHEMA_SELECTION[type.name] ?? [];
  return (SCHEMA_SELECTION[interfaceName] ?? []).every((field) => own.includes(field));
}

/** Keeps of one type what the selection names and whose types are kept themselves. */
function pruneType(type: FullType, kept: ReadonlySet<string>): FullType {
  const wanted = SCHEMA_SELECTION[type.name];
  const has = (input: { type: TypeRef }): boolean => kept.has(nameOf(input.type));
  const fields = type.fields
    ?.filter((field) => wanted?.includes(field.name) && has(field))
    .map((field) => ({ ...field, args: field.args.filter(has) }));
  return {
    ...type,
    fields,
    inputFields: type.inputFields?.filter((input) => wanted?.includes(input.name) && has(input)),
    interfaces: type.interfaces?.filter((ref) => kept.has(nameOf(ref)) && hasFieldsOf(type, nameOf(ref))),
    possibleTypes: type.possibleTypes?.filter(
      (ref) =>
        kept.has(nameOf(ref)) &&
        (type.kind === 'UNION' || hasFieldsOf({ ...type, name: nameOf(ref) }, type.name)),
    ),
  };
}

/** Names in the selection that Shopify's schema does not have: a typing error or a removed field. */
function findUnknownNames(types: readonly FullType[]): string[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  return Object.entries(SCHEMA_SELECTION).flatMap(([typeName, fields]) => {
    const type = byName.get(typeName);
    if (!type) return [typeName];
    const known = new Set((type.fields ?? type.inputFields ?? []).map((field) => field.name));
    return fields.filter((field) => !known.has(field)).map((field) => `${typeName}.${field}`);
  });
}

function reachableFrom(roots: readonly string[], types: readonly FullType[]): Set<string> {
  const byName = new Map(types.map((type) => [type.name, type]));
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const type = byName.get(name);
    if (!type || seen.has(name)) return;
    seen.add(name);
    for (const field of type.fields ?? []) [field, ...field.args].forEach((part) => visit(nameOf(part.type)));
    for (const input of type.inputFields ?? []) visit(nameOf(input.type));
    for (const ref of [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])]) visit(nameOf(ref));
  };
  roots.forEach(visit);
  return seen;
}

function pruneSchema(introspection: Introspection): Introspection {
  const { types } = introspection.__schema;
  const unknown = findUnknownNames(types);
  if (unknown.length > 0) throw new Error(`Expected names of Shopify's schema, found: ${unknown.join(', ')}`);
  const kept = new Set(types.filter(isKept).map((type) => type.name));
  const pruned = types.filter((type) => kept.has(type.name)).map((type) => pruneType(type, kept));
  const reachable = reachableFrom(
    ['QueryRoot', 'Mutation', 'String', 'Boolean', 'MediaImage', 'MarketRegionCountry'],
    pruned,
  );
  const used = pruned.filter((type) => reachable.has(type.name) || type.name.startsWith('__'));
  return { __schema: { ...introspection.__schema, types: used, directives: [] } };
}

function stripDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'description' && key !== 'specifiedByURL');
  return Object.fromEntries(entries.map(([key, inner]) => [key, stripDescriptions(inner)]));
}

const source = process.argv[2];
if (!source) throw new Error('Expected the path of admin_2026-10.json.gz as the only argument.');
const parsed = JSON.parse(gunzipSync(readFileSync(source)).toString('utf8'));
const pruned = stripDescriptions(pruneSchema(parsed.data ?? parsed)) as IntrospectionQuery;
const printed = printSchema(lexicographicSortSchema(buildClientSchema(pruned)));
assertValidSchema(buildSchema(printed));
const target = new URL('schema.graphql', import.meta.url);
writeFileSync(target, `${HEADER}${printed}\n`);
console.log(`Wrote ${printed.split('\n').length} lines to ${target.pathname}`);
