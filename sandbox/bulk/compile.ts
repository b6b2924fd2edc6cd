/**
 * Compiles a selection of the schema into plain functions, so that a bulk operation over half a million rows need not walk
 * the query for each of them. Reads by the same field table as graphql-js.
 */
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type SelectionSetNode,
} from 'graphql';
import type { AdminContext, Args } from '#sandbox/admin-api/context.ts';
import { readerOf, typeNameOf, type Read } from '#sandbox/admin-api/fields/table.ts';
import { adminSchema } from '#sandbox/admin-api/schema.ts';

/** Rows of a connection inside a row: their sources and how each is written. */
export interface ChildPlan {
  readonly nodesOf: (source: unknown, context: AdminContext) => readonly unknown[];
  readonly row: RowPlan;
}

export interface RowPlan {
  readonly project: (source: unknown, context: AdminContext) => Record<string, unknown>;
  readonly children: readonly ChildPlan[];
}

interface PlannedField {
  readonly name: string;
  readonly read: (source: unknown, context: AdminContext) => unknown;
  /** Only for sources of this type, inside `... on X`. */
  readonly onType: string | null;
}

type Fragments = ReadonlyMap<string, { readonly onType: string; readonly selectionSet: SelectionSetNode }>;

interface FlatField {
  readonly node: FieldNode;
  readonly onType: string | null;
}

/** All fields of a selection, those of fragments included, each with the type its fragment asks for. */
function flatten(set: SelectionSetNode, fragments: Fragments, onType: string | null = null): FlatField[] {
  return set.selections.flatMap((node): FlatField[] => {
    if (node.kind === Kind.FIELD) return [{ node, onType }];
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return flatten(node.selectionSet, fragments, node.typeCondition?.name.value ?? onType);
    }
    const fragment = fragments.get(node.name.value);
    return fragment ? flatten(fragment.selectionSet, fragments, fragment.onType) : [];
  });
}

const argsOf = (node: FieldNode): Args =>
  Object.fromEntries(
    (node.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
  );

function fieldOf(type: GraphQLCompositeType, name: string) {
  return isObjectType(type) || 'getFields' in type ? type.getFields()[name] : undefined;
}

function compositeNamed(name: string | null, fallback: GraphQLCompositeType): GraphQLCompositeType {
  const type = name === null ? undefined : adminSchema().getType(name);
  return isCompositeType(type) ? type : fallback;
}

/** Reads a field of an interface by the source's own type, known only when it is there. */
function readerFor(type: GraphQLCompositeType, name: string): Read {
  if (!isAbstractType(type)) return readerOf(type.name, name);
  return (source, args, context) => readerOf(typeNameOf(source) ?? type.name, name)(source, args, context);
}

function selectionOfNodes(set: SelectionSetNode): SelectionSetNode | null {
  for (const child of set.selections) {
    if (child.kind !== Kind.FIELD || !child.selectionSet) continue;
    if (child.name.value === 'nodes') return child.selectionSet;
    if (child.name.value === 'edges') return selectionOfNodes(child.selectionSet);
    if (child.name.value === 'node') return child.selectionSet;
  }
  return null;
}

function compileChild(type: GraphQLCompositeType, node: FieldNode, fragments: Fragments): ChildPlan {
  const connectionType = getNamedType(fieldOf(type, node.name.value)?.type);
  const nodesField =
    connectionType && isObjectType(connectionType) ? connectionType.getFields()['nodes'] : undefined;
  const nodeType = getNamedType(nodesField?.type);
  const selection = node.selectionSet && selectionOfNodes(node.selectionSet);
  if (!isCompositeType(nodeType) || !selection)
    throw new Error(`Expected rows in the connection ${node.name.value}.`);
  const read = readerFor(type, node.name.value);
  const args = argsOf(node);
  return {
    row: compileRow(nodeType, selection, fragments),
    nodesOf: (source, context) => {
      const connection = read(source, args, context);
      const hasRows = typeof connection === 'object' && connection !== null && 'all' in connection;
      return hasRows && Array.isArray(connection.all) ? connection.all : [];
    },
  };
}

function compileValue(type: GraphQLCompositeType, flat: FlatField, fragments: Fragments): PlannedField {
  const { node, onType } = flat;
  const name = node.alias?.value ?? node.name.value;
  const ownType = compositeNamed(onType, type);
  if (node.name.value === '__typename') {
    return { name, onType, read: (source) => (isAbstractType(ownType) ? typeNameOf(source) : ownType.name) };
  }
  const field = fieldOf(ownType, node.name.value);
  const read = readerFor(ownType, node.name.value);
  const args = argsOf(node);
  const inner = getNamedType(field?.type);
  if (!field || !isCompositeType(inner) || !node.selectionSet)
    return { name, onType, read: (source, context) => read(source, args, context) };
  const { project } = compileRow(inner, node.selectionSet, fragments);
  const isList = isListType(getNullableType(field.type));
  const projectOne = (value: unknown, context: AdminContext) =>
    value === null || value === undefined ? null : project(value, context);
  return {
    name,
    onType,
    read: (source, context) => {
      const value = read(source, args, context);
      return isList && Array.isArray(value)
        ? value.map((one) => projectOne(one, context))
        : projectOne(value, context);
    },
  };
}

function compileRow(type: GraphQLCompositeType, set: SelectionSetNode, fragments: Fragments): RowPlan {
  const flat = flatten(set, fragments);
  const isConnection = ({ node, onType }: FlatField): boolean =>
    getNamedType(fieldOf(compositeNamed(onType, type), node.name.value)?.type)?.name.endsWith('Connection') ??
    false;
  const fields = flat
    .filter((field) => !isConnection(field))
    .map((field) => compileValue(type, field, fragments));
  const children = flat
    .filter(isConnection)
    .map(({ node, onType }) => compileChild(compositeNamed(onType, type), node, fragments));
  const isPlain = !isAbstractType(type);
  return {
    children,
    project: (source, context) => {
      const row: Record<string, unknown> = {};
      for (const field of fields) {
        if (field.onType !== null && field.onType !== (isPlain ? type.name : typeNameOf(source))) continue;
        row[field.name] = field.read(source, context);
      }
      return row;
    },
  };
}

/** The root connections of a bulk query that `parseBulkQuery` has let pass. */
export function compileBulkQuery(
  document: DocumentNode,
): { readonly fieldName: string; readonly plan: ChildPlan }[] {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [
            [
              definition.name.value,
              { onType: definition.typeCondition.name.value, selectionSet: definition.selectionSet },
            ] as const,
          ]
        : [],
    ),
  );
  const root = adminSchema().getQueryType();
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!root || !operation) throw new Error('Expected a query.');
  return flatten(operation.selectionSet, fragments).map(({ node }) => ({
    fieldName: node.name.value,
    plan: compileChild(root, node, fragments),
  }));
}
