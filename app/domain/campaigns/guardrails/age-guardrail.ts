import type { Guardrail } from './guardrail.ts';

/** A type, a tag or a collection holds one of the shop's words as whole words, in any case, singular or plural. */
export const ageRestricted: Guardrail = {
  name: 'age-restricted',
  refuses: ({ product }, { snapshot }) => {
    const words = wordsPattern(snapshot.guardrails.ageWords);
    if (product === null || words === null) return false;
    return [product.type, ...product.tags, ...product.collections].some((label) => words.test(label));
  },
};

/** What stands between two words of a phrase. A hyphen at the end of a word belongs to it. */
const APART = /\s+|(?<=[\p{L}\p{N}])[_-]+(?=[\p{L}\p{N}])/u;

const patterns = new WeakMap<readonly string[], RegExp>();

/** One pattern for all words, made once for each list. Words of a phrase are apart by spaces, hyphens or underscores, in the list as in a label. */
function wordsPattern(words: readonly string[]): RegExp | null {
  if (words.length === 0) return null;
  const known = patterns.get(words);
  if (known) return known;
  const any = words.map((word) => word.trim().split(APART).map(escape).join('[\\s_-]+')).join('|');
  const made = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})s?(?![\\p{L}\\p{N}])`, 'iu');
  patterns.set(words, made);
  return made;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
