/**
 * Reads the checkout element vocabulary from the type declarations of @shopify/ui-extensions: one file per element, each with
 * `<Name>ElementProps`, `<Name>ElementEvents` and `<Name>ElementSlots`. Run as a script it rewrites modern-elements.json:
 * `npm exec -- node sandbox/checkout/elements/read-element-table.ts`.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { ElementDefinition, PropertyKind } from './element-definition.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DECLARATIONS = path.join(
  ROOT,
  'extensions/checkout/node_modules/@shopify/ui-extensions/src/surfaces/checkout/components',
);

/** @returns the elements by tag, in alphabetical order, as the installed package declares them. */
export function readElementTable(folder: string = DECLARATIONS): Record<string, ElementDefinition> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.d.ts') && !name.startsWith('components'))
    .map((name) => path.join(folder, name));
  const program = ts.createProgram(files, {
    skipLibCheck: true,
    strict: true,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  });
  const table: Record<string, ElementDefinition> = {};
  for (const file of files) {
    const [tag, definition] = readElement(program, file);
    table[tag] = definition;
  }
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readElement(program: ts.Program, file: string): [string, ElementDefinition] {
  const source = program.getSourceFile(file);
  const tag = source?.text.match(/declare const tagName = "(s-[a-z-]+)"/)?.[1];
  if (source === undefined || tag === undefined) {
    throw new Error(`Expected "declare const tagName = ..." in ${file}, found none.`);
  }
  const checker = program.getTypeChecker();
  const base = path.basename(file, '.d.ts');
  const members = (name: string) => membersOf(checker, source, name);
  const properties = members(`${base}ElementProps`).map((symbol): [string, PropertyKind] => [
    symbol.name,
    kindOf(checker, symbol),
  ]);
  return [
    tag,
    {
      properties: Object.fromEntries(properties),
      events: members(`${base}ElementEvents`).map((symbol) => symbol.name),
    },
  ];
}

function membersOf(checker: ts.TypeChecker, source: ts.SourceFile, name: string): ts.Symbol[] {
  const declaration = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return declaration ? checker.getTypeAtLocation(declaration).getProperties() : [];
}

/** Attributes are text; a boolean or a number written as an attribute has to be read back as one. */
function kindOf(checker: ts.TypeChecker, symbol: ts.Symbol): PropertyKind {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
  const parts = type.isUnion() ? type.types : [type];
  const every = (flag: ts.TypeFlags) => parts.every((part) => (part.flags & flag) !== 0);
  if (every(ts.TypeFlags.BooleanLike)) return 'boolean';
  if (every(ts.TypeFlags.NumberLike)) return 'number';
  if (every(ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike)) return 'string';
  if (parts.some((part) => (part.flags & ts.TypeFlags.StringLike) !== 0)) return 'string';
  return 'object';
}

if (process.argv[1] === import.meta.filename) {
  const target = path.join(import.meta.dirname, 'modern-elements.json');
  writeFileSync(target, `${JSON.stringify(readElementTable(), null, 2)}\n`);
}
