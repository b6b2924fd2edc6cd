import type { Instant } from '../../kernel/instant.ts';
import type { Rule } from '../ast.ts';
import type { LoyaltyTier } from '../segment.ts';
import { conditionSql, type Asking, type Leaf } from './condition.ts';
import { createJoins, joinSql, type Join } from './joins.ts';
import { createParameters } from './parameters.ts';

/** The shop and the instant a rule is asked about. */
export interface SqlQuestion {
  readonly shopId: number;
  readonly now: Instant;
  readonly currency: string;
  /** IANA zone of the shop, for calendar days. */
  readonly timezone: string;
  readonly tiers: readonly LoyaltyTier[];
}

/** A statement and the values of its `$1`, `$2`, ... */
export interface SqlStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether it reads the shoppers' own rows alone: then several processes of the database may share them. */
  readonly isPlain: boolean;
}

/**
 * A checked rule as one statement of PostgreSQL over the tables that profiles are folded from (prisma/schema.prisma): it gives
 * the `shopper_id` of everyone for whom the rule holds; deleted customers are in nothing. `among` is a query of shopper ids, of whom alone it shall tell; it may
 * name `$1`, the shop.
 *
 * What a rule asks of one kind of rows is worked out in one pass over those that lie in a window. A condition that must hold
 * is tested while they are grouped, and where a rule cannot hold without such rows only shoppers who have some are looked at;
 * where it asks of the shoppers' own rows nothing, those are not even read.
 */
export function compileSql(rule: Rule, question: SqlQuestion, among: string | null = null): SqlStatement {
  const { shopId, now, currency, timezone, tiers } = question;
  const parameters = createParameters([shopId]);
  const joins = createJoins(parameters);
  const asking: Asking = { now, currency, timezone, tiers, parameters, joins };
  const node = nodeOf(rule, asking);
  const conditions = conjunctsOf(node).flatMap((conjunct) => pushDown(conjunct) ?? sqlOf(conjunct));
  const needed = joins.all.filter((join) => !mayHold(node, join, true));
  const base = readsProfile(node) ? undefined : needed[0];
  const isAmong = (id: string): string[] => (among === null ? [] : [`${id} IN (${among})`]);
  const id = `${base?.alias ?? 'shopper'}.shopper_id`;
  const from = base ? joinSql(base, parameters, among) : 'profile AS shopper';
  const joined = joins.all.flatMap((join) => {
    if (join === base) return [];
    const word = needed.includes(join) ? 'JOIN' : 'LEFT JOIN';
    return `${word} ${joinSql(join, parameters, among)} ON ${join.alias}.shopper_id = ${id}`;
  });
  const isAlive = base ? [`${id} NOT IN (${GONE})`] : [ALIVE, ...isAmong(id)];
  const where = [...isAlive, ...conditions].join(' AND ');
  const text = `SELECT ${id} FROM ${[from, ...joined].join('\n')}\nWHERE ${where}`;
  return { text, values: parameters.values, isPlain: joins.all.length === 0 };
}

const ALIVE = 'shopper.shop_id = $1 AND shopper.merged_into IS NULL AND NOT shopper.is_deleted';
/** Who is in nothing: few, so that they are looked up rather than everybody else. */
const GONE = 'SELECT shopper_id FROM profile WHERE shop_id = $1 AND (merged_into IS NOT NULL OR is_deleted)';

type Node =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Node[] }
  | { readonly kind: 'not'; readonly operand: Node }
  | { readonly kind: 'leaf'; readonly leaf: Leaf };

function nodeOf(rule: Rule, asking: Asking): Node {
  switch (rule.kind) {
    case 'and':
    case 'or':
      return { kind: rule.kind, operands: rule.operands.map((operand) => nodeOf(operand, asking)) };
    case 'not':
      return { kind: 'not', operand: nodeOf(rule.operand, asking) };
    default:
      return { kind: 'leaf', leaf: conditionSql(rule, asking) };
  }
}

function sqlOf(node: Node): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `(${node.operands.map(sqlOf).join(node.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `NOT (${sqlOf(node.operand)})`;
    case 'leaf':
      return node.leaf.sql;
  }
}

function readsProfile(node: Node): boolean {
  if (node.kind === 'leaf') return node.leaf.readsProfile;
  return node.kind === 'not' ? readsProfile(node.operand) : node.operands.some(readsProfile);
}

function conjunctsOf(node: Node): readonly Node[] {
  return node.kind === 'and' ? node.operands.flatMap(conjunctsOf) : [node];
}

/** A condition that fails without rows may be tested in their groups; null when that says too little. */
function pushDown(node: Node): [] | null {
  if (node.kind !== 'leaf' || node.leaf.rows === null || node.leaf.rows.whenEmpty) return null;
  const { asked, inGroup } = node.leaf.rows;
  asked.join.having.push({ asked, sql: inGroup });
  return [];
}

/** Whether `node` can be `wanted` for a shopper whom `join` has no rows of. */
function mayHold(node: Node, join: Join, wanted: boolean): boolean {
  switch (node.kind) {
    case 'not':
      return mayHold(node.operand, join, !wanted);
    case 'and':
    case 'or': {
      const isEach = (node.kind === 'and') === wanted;
      const may = (operand: Node): boolean => mayHold(operand, join, wanted);
      return isEach ? node.operands.every(may) : node.operands.some(may);
    }
    case 'leaf': {
      const { rows } = node.leaf;
      return rows?.asked.join === join ? rows.whenEmpty === wanted : true;
    }
  }
}
