import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Column that names the shop, by table, read from the schema: every table has one. */
async function tenantColumns(): Promise<ReadonlyMap<string, string>> {
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  const models = schema.split(/^model /m).slice(1);
  return new Map(
    models.map((model) => {
      const table = /@@map\("(\w+)"\)/.exec(model)?.[1] ?? '';
      if (table === 'shop') return [table, 'id|domain'];
      if (model.includes('@map("shop_id")')) return [table, 'shop_id'];
      return [table, model.includes('@map("shop_domain")') ? 'shop_domain' : 'shop'];
    }),
  );
}

/** Statements that name no shop on purpose: file, how the statement goes, and why. */
const ACROSS_SHOPS: readonly (readonly [file: string, start: RegExp, why: string])[] = [
  ['commands/demo/', /./, 'the demo has one shop and a server of its own'],
  [
    'prisma/shoppers/compliance-queries.ts',
    /^WITH .* UPDATE (inbox_delivery|decision|orders) .* WHERE \$\{(DELIVERIES|DECISIONS|ORDERS)\}$/,
    'the condition names the shop',
  ],
  ['postgres/change-listener.ts', /^SELECT id, .* FROM shop ORDER BY id/, 'the feed follows all shops'],
  [
    'prisma/shops/shop-store.ts',
    /^SELECT .* FROM shop WHERE (uninstalled_at IS NULL|\$\{condition\})/,
    'lists shops; or finds one by id or domain',
  ],
  [
    'prisma/shops/backfill-store.ts',
    /^SELECT .* FROM shop WHERE uninstalled_at IS NULL/,
    'the worker asks who is next',
  ],
  [
    'prisma/history-writer.ts',
    /^SELECT .* FROM shop WHERE uninstalled_at IS NULL/,
    'the worker asks who is next',
  ],
  [
    'prisma/segments/membership-store.ts',
    /^SELECT id FROM shop WHERE uninstalled_at/,
    'the worker asks who is next',
  ],
  ['prisma/segments/membership-store.ts', /^SELECT min\(first/, 'the worker asks when to wake'],
  ['prisma/segments/membership-store.ts', /^GREATEST/, 'a part of statements that name the shop'],
  [
    'prisma/inbox/inbox-store.ts',
    /^SELECT partition, count\(\*\)::int AS waiting FROM inbox_delivery/,
    'partitions hold many shops',
  ],
  ['prisma/inbox/inbox-fold.ts', /inbox_delivery/, 'a fold works through a partition'],
  [
    'prisma/shops/data-census-store.ts',
    /^SELECT shop.id FROM shop LEFT JOIN data_census/,
    'the worker asks who is next',
  ],
  ['prisma/inbox/housekeeping.ts', /./, 'what is past its time goes, whoever it belongs to'],
];

interface Statement {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Every string of app/ that reads or writes a table. */
async function readStatements(): Promise<readonly Statement[]> {
  const files = (await readdir('app', { recursive: true })).filter((file) => /\.tsx?$/.test(file));
  const found = await Promise.all(
    files.map(async (file) => findStatements(file, await readFile(join('app', file), 'utf8'))),
  );
  return found.flat();
}

function findStatements(file: string, code: string): Statement[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const statements: Statement[] = [];
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
    const text = isText ? node.getText().slice(1, -1).replaceAll(/\s+/g, ' ').trim() : '';
    if (/\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b/.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      statements.push({ file, line: line + 1, text });
      return;
    }
    node.forEachChild(visit);
  };
  visit(source);
  return statements;
}

function tablesIn(text: string, columns: ReadonlyMap<string, string>): string[] {
  const named = [...text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|USING|,)\s+"?([a-z_]+)"?/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set(named)].filter((name) => columns.has(name));
}

function isExempt({ file, text }: Statement): boolean {
  return ACROSS_SHOPS.some(([part, start]) => file.includes(part) && start.test(text));
}

function missesShop({ text }: Statement, columns: ReadonlyMap<string, string>): boolean {
  return tablesIn(text, columns).some((table) => !new RegExp(`\\b(${columns.get(table)})\\b`).test(text));
}

describe('the SQL of app/', () => {
  test('names the shop wherever it names a table of a shop', async () => {
    const columns = await tenantColumns();
    const statements = await readStatements();
    expect(statements.length).toBeGreaterThan(60);
    const missing = statements.filter((statement) => missesShop(statement, columns) && !isExempt(statement));
    expect(missing.map(({ file, line, text }) => `app/${file}:${line} ${text.slice(0, 160)}`)).toEqual([]);
  });

  test('needs every exemption it is given', async () => {
    const statements = await readStatements();
    const unused = ACROSS_SHOPS.filter(
      ([file, start]) => !statements.some((each) => each.file.includes(file) && start.test(each.text)),
    );
    expect(unused).toEqual([]);
  });
});

describe('the check itself', () => {
  const columns = new Map([
    ['orders', 'shop_id'],
    ['session', 'shop'],
  ]);
  const check = (code: string) =>
    findStatements('x.ts', code).filter((statement) => missesShop(statement, columns)).length;

  test('finds a query, a join, an update and a removal that name no shop', () => {
    expect(check("pool.query('SELECT id FROM orders WHERE id = $1')")).toBe(1);
    expect(check('pool.query(`SELECT 1 FROM a JOIN orders ON orders.id = ${id}`)')).toBe(1);
    expect(check("pool.query('UPDATE orders SET a = 1')")).toBe(1);
    expect(check("pool.query('DELETE FROM session WHERE id = $1')")).toBe(1);
  });

  test('lets pass one that does, and text that is no SQL', () => {
    expect(check("pool.query('SELECT id FROM orders WHERE shop_id = $1')")).toBe(0);
    expect(check("pool.query('DELETE FROM session WHERE shop = $1')")).toBe(0);
    expect(check("say('Read the orders FROM orders')")).toBe(0);
  });
});
