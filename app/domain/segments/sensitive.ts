import type { Instant } from '../kernel/instant.ts';
import { conditionsOf, valuesOf, type Condition, type Rule, type Span } from './ast.ts';
import { printValue } from './print.ts';
import { SENSITIVE_CATEGORIES, SENSITIVE_WORDS, type SensitiveCategory } from './sensitive-words.ts';

/** A text of a rule that says something sensitive of its shoppers. */
export interface SensitiveMention {
  readonly category: SensitiveCategory;
  /** As the rule writes it. */
  readonly text: string;
  /** Of the whole condition. */
  readonly span: Span;
}

/**
 * Why a rule with such texts may be used. `consent`: members agreed to it, which a customer tag says. `mistaken`: the texts are about
 * something else (a tag "Cancer" for a sign of the zodiac).
 */
export type SensitiveBasis =
  | { readonly basis: 'consent'; readonly reason: string; readonly tag: string }
  | { readonly basis: 'mistaken'; readonly reason: string };

/** The same as it is kept: what it was given for, by whom (Shopify's id of the staff member; null where it is not told) and when. */
export type SensitiveRecord = SensitiveBasis & {
  readonly texts: readonly string[];
  readonly by: string | null;
  readonly at: Instant;
};

/**
 * Every text of a rule that names a sensitive trait, each once, left to right. Tags and segments are the merchant's own words, and what
 * somebody buys may tell as much of them as a tag, so the texts of all facts are looked at. The condition that asks for `consentTag`
 * is not.
 */
export function sensitiveMentions(rule: Rule, consentTag: string | null = null): readonly SensitiveMention[] {
  const found = new Map<string, SensitiveMention>();
  for (const condition of conditionsOf(rule)) {
    if (consentTag !== null && asksForTag(condition, consentTag)) continue;
    for (const text of textsOf(condition)) {
      const category = sensitiveCategory(text);
      if (category !== null && !found.has(text)) found.set(text, { category, text, span: condition.span });
    }
  }
  return [...found.values()];
}

function textsOf(condition: Condition): readonly string[] {
  const written = valuesOf(condition).flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  return [...(condition.fact.filter?.values ?? []), ...written];
}

/** What a text says of people, or null. "isDiabetic" and "Diabétique" are about health. */
export function sensitiveCategory(text: string): SensitiveCategory | null {
  const words = wordsOf(text);
  return (
    SENSITIVE_CATEGORIES.find((category) => PATTERNS[category].some((part) => words.includes(part))) ?? null
  );
}

/** The words of a text between single blanks, without accents and case. */
function wordsOf(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return ` ${plain
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(' ')} `;
}

const PATTERNS = Object.fromEntries(
  SENSITIVE_CATEGORIES.map((category) => [category, partsOf(SENSITIVE_WORDS[category])]),
) as Readonly<Record<SensitiveCategory, readonly string[]>>;

function partsOf(words: string): readonly string[] {
  return words.split(/\s+/).map((word) => {
    const plain = word.replaceAll('-', ' ');
    return plain.endsWith('*') ? ` ${plain.slice(0, -1)}` : ` ${plain} `;
  });
}

const CONSENT = partsOf(
  `consen* agree* opt-in optin permission* einwillig* toestemming* samtyck* samtykk* zgod* suostumus*`,
);

/** Whether a customer tag says that somebody agreed, e.g. "consent: health". A tag of anything else proves nothing. */
export function saysConsent(tag: string): boolean {
  const words = wordsOf(tag);
  return CONSENT.some((part) => words.includes(part));
}

/** The text of a rule that nobody meets without the tag: the same where that is so already. */
export function requireConsent(source: string, rule: Rule, tag: string): string {
  if (conjunctsOf(rule).some((part) => asksForTag(part, tag))) return source;
  const text = rule.kind === 'or' ? `(${source})` : source;
  const wanted = printValue({ kind: 'text', value: tag, span: rule.span });
  return `${text} AND customer.tags CONTAINS ${wanted}`;
}

function conjunctsOf(rule: Rule): readonly Rule[] {
  return rule.kind === 'and' ? rule.operands.flatMap(conjunctsOf) : [rule];
}

function asksForTag(rule: Rule, tag: string): boolean {
  if (rule.kind !== 'contains' || rule.fact.name !== 'customer.tags' || rule.isNegated) return false;
  const [only] = rule.values;
  return rule.values.length === 1 && only?.kind === 'text' && only.value === tag;
}
