import { TIER_FIELD } from '../../profiles/connected.ts';
import { LONGEST_TEXT, memberAt, type ReadFields } from './read-fields.ts';
import { parsedJson, type TypedText } from './typed-text.ts';

/** How the value of each type holds a tier; names without a point are those of metafields from before 2021. */
const SHAPES: Readonly<Record<string, 'text' | 'list' | 'json'>> = {
  single_line_text_field: 'text',
  multi_line_text_field: 'text',
  number_integer: 'text',
  string: 'text',
  integer: 'text',
  'list.single_line_text_field': 'list',
  json: 'json',
  json_string: 'json',
};

/** What loyalty apps write where a customer has no tier: nothing, or one dash (Smile.io). */
const NONE = new Set(['', '-']);

/**
 * Reads a loyalty tier out of a customer's metafield: its text, the first of its list, or the member of its JSON that `path` names
 * ("vip_tier" of Rivo's {"points_balance": 100, "vip_tier": "Gold"}). No tier there is no value; what is no tier at all is unfit.
 */
export function readTierMetafield({ type, value }: TypedText, path?: string): ReadFields {
  const found = foundIn(type, value, path);
  if (found === undefined || found === null) return { values: {}, claims: {}, unfit: [] };
  const isReadable = typeof found === 'string' || (typeof found === 'number' && Number.isFinite(found));
  const tier = isReadable ? String(found).trim() : null;
  if (tier === null || tier.length > LONGEST_TEXT) return { values: {}, claims: {}, unfit: [TIER_FIELD] };
  return { values: NONE.has(tier) ? {} : { [TIER_FIELD]: tier }, claims: {}, unfit: [] };
}

/** The value that may be a tier, of any type; a sign that nothing fits where the metafield holds something else. */
function foundIn(type: string, value: string, path: string | undefined): unknown {
  switch (SHAPES[type]) {
    case 'text':
      return path === undefined ? value : memberOf(value, path);
    case 'list': {
      const listed = parsedJson(value);
      return Array.isArray(listed) ? listed[0] : UNFIT;
    }
    case 'json':
      return path === undefined ? (parsedJson(value) ?? UNFIT) : memberOf(value, path);
    case undefined:
      return UNFIT;
  }
}

const UNFIT = Symbol('unfit');

/** A text may hold JSON too; one that does not has no members. */
function memberOf(value: string, path: string): unknown {
  const parsed = parsedJson(value);
  return typeof parsed === 'object' && parsed !== null ? memberAt(parsed, path) : UNFIT;
}
