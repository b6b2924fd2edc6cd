import {
  getNamedType,
  GraphQLError,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from 'graphql';
import { adminSchema } from '#sandbox/admin-api/schema.ts';

const MOST_CONNECTIONS = 5;
const MOST_DEPTH = 2;

export interface BulkUserError {
  readonly code: string | null;
  readonly field: readonly string[];
  readonly message: string;
}

const refuse = (message: string, code: string | null = 'INVALID'): BulkUserError => ({
  code,
  field: ['query'],
  message,
});

interface Connections {
  readonly count: number;
  readonly depth: number;
  /** A connection without `edges { node }` or `nodes` would give no rows. */
  readonly isEmpty: boolean;
}

function measureConnections(document: DocumentNode): Connections {
  const types = new TypeInfo(adminSchema());
  let depth = 0;
  let deepest = 0;
  let count = 0;
  let isEmpty = false;
  const isConnection = (): boolean => getNamedType(types.getType())?.name.endsWith('Connection') ?? false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(node) {
          if (!isConnection()) return;
          depth += 1;
          count += 1;
          deepest = Math.max(deepest, depth);
          const names = node.selectionSet?.selections.map((child) =>
            child.kind === Kind.FIELD ? child.name.value : '',
          );
          isEmpty ||= !(names?.includes('edges') || names?.includes('nodes'));
        },
        leave() {
          if (isConnection()) depth -= 1;
        },
      },
    }),
  );
  return { count, depth: deepest, isEmpty };
}

/** The document of a bulk query, or what Shopify would say against it. */
export function parseBulkQuery(query: string): DocumentNode | BulkUserError[] {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return [refuse(`Invalid bulk query: ${error instanceof GraphQLError ? error.message : 'not parsable'}`)];
  }
  const problems = validate(adminSchema(), document);
  if (problems.length > 0) return problems.map(({ message }) => refuse(`Invalid bulk query: ${message}`));
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  if (operations.length !== 1 || !operation || operation.operation !== 'query')
    return [refuse('Expected exactly one query.')];
  const { count, depth, isEmpty } = measureConnections(document);
  if (count === 0) return [refuse('Bulk queries must contain at least one connection.')];
  if (count > MOST_CONNECTIONS)
    return [refuse(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`)];
  if (depth > MOST_DEPTH)
    return [
      refuse(`Bulk queries cannot contain connections with a nesting depth greater than ${MOST_DEPTH}.`),
    ];
  if (isEmpty) return [refuse('Bulk queries need edges or nodes in every connection.')];
  return document;
}
