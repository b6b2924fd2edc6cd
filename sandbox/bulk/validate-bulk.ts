import {
  getNamedType,
  GraphQLError,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
} from 'graphql';
import { adminSchema } from '#sandbox/admin-api/schema.ts';

const MOST_CONNECTIONS = 5;
/** Connections inside the one at the root. */
const MOST_NESTED = 2;

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
  /** How deep connections are nested in the one at the root. */
  readonly nested: number;
  /** Connections whose nodes are no Node, which Shopify refuses. */
  readonly foreign: readonly string[];
  /** A connection without `edges { node }` or `nodes` would give no rows. */
  readonly isEmpty: boolean;
}

/** Whether the nodes of a connection implement Node. */
function isOfNodes(connection: GraphQLNamedType | undefined): boolean {
  const edges = isObjectType(connection) ? getNamedType(connection.getFields()['edges']?.type) : undefined;
  const nodes = isObjectType(edges) ? getNamedType(edges.getFields()['node']?.type) : undefined;
  const types = isAbstractType(nodes) ? adminSchema().getPossibleTypes(nodes) : [nodes];
  return types.every(
    (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
  );
}

function measureConnections(document: DocumentNode): Connections {
  const types = new TypeInfo(adminSchema());
  let depth = 0;
  let deepest = 0;
  let count = 0;
  let isEmpty = false;
  const foreign: string[] = [];
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
          if (!isOfNodes(getNamedType(types.getType()))) foreign.push(node.name.value);
        },
        leave() {
          if (isConnection()) depth -= 1;
        },
      },
    }),
  );
  return { count, nested: deepest - 1, foreign, isEmpty };
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
  const { count, nested, foreign, isEmpty } = measureConnections(document);
  if (count === 0) return [refuse('Bulk queries must contain at least one connection.')];
  if (count > MOST_CONNECTIONS)
    return [refuse(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`)];
  if (nested > MOST_NESTED)
    return [
      refuse(`Bulk queries cannot contain connections with a nesting depth greater than ${MOST_NESTED}.`),
    ];
  if (foreign.length > 0)
    return [refuse(`Connections of bulk queries must implement the Node interface: ${foreign.join(', ')}.`)];
  if (isEmpty) return [refuse('Bulk queries need edges or nodes in every connection.')];
  return document;
}
