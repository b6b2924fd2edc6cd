import type { Formula } from './formula.ts';
import { formulaSource } from './formula-source.ts';
import type { Layout } from './layout.ts';
import type { Parts } from './parts.ts';
import { instantOf, NEVER, recordTime } from './record-time.ts';
import { termSource } from './term-source.ts';

/** The rules of a plan as generated JavaScript: integers and names of our own, never a character of a rule. */
export interface Machine {
  /** What it was made from. */
  readonly parts: Parts;
  /** Words of verdicts, a bit for each rule. */
  readonly verdictWords: number;
  /**
   * The verdicts on the record at `base`, into `verdicts`. Gives a later record time before which time alone changes none of
   * them; NEVER when it changes none at all. The record's stills must hold at the time of the cutoffs.
   */
  run(words: Int32Array, base: number, cutoffs: Cutoffs, verdicts: Int32Array): number;
}

type Terms = (w: Int32Array, b: number, c: Int32Array, m: Int32Array, r: number, z: string) => number;
type Word = (m: Int32Array, w: Int32Array, b: number) => number;

/** The cutoffs of a plan at one time. */
export interface Cutoffs {
  /** A record time. */
  readonly now: number;
  readonly timezone: string;
  readonly values: Int32Array;
}

/** The machine of these formulas; null where code may not be generated. */
export function createMachine(formulas: readonly Formula[], parts: Parts, layout: Layout): Machine | null {
  const generated = generate(formulas, parts, layout);
  if (generated === null) return null;
  const { terms, words: verdictWords } = generated;
  const bits = new Int32Array(Math.ceil(parts.terms.all.length / 32));
  const { untilAt } = layout;
  return {
    parts,
    verdictWords: verdictWords.length,
    run(words, base, { now, timezone, values }, verdicts) {
      const left = terms(words, base, values, bits, now, timezone);
      for (let index = 0; index < verdictWords.length; index++)
        verdicts[index] = verdictWords[index]?.(bits, words, base) ?? 0;
      const until = words[base + untilAt] ?? NEVER;
      const ends = left < 2 ** 31 ? now + left + 1 : NEVER;
      return ends < until ? ends : until;
    },
  };
}

/** All source of a plan, to be looked at. */
export function planSource(formulas: readonly Formula[], parts: Parts, layout: Layout): string {
  return [termSource(parts, layout).body, ...wordsOf(formulas).map(formulaSource)].join('\n');
}

function generate(
  formulas: readonly Formula[],
  parts: Parts,
  layout: Layout,
): { terms: Terms; words: readonly Word[] } | null {
  const { body, leasts, scanned } = termSource(parts, layout);
  const leaves = parts.cutoffs.all.map(
    (cutoff) => (mark: number, timezone: string) => recordTime(cutoff.leaves(instantOf(mark), timezone)),
  );
  try {
    const make = new Function('K', 'L', 'M', `'use strict';return (w,b,c,m,r,z)=>{${body}}`);
    const terms: Terms = make(
      leasts.map((each) => Float64Array.from(each)),
      leaves,
      new Int32Array(scanned),
    );
    const words = wordsOf(formulas).map((word): Word =>
      new Function(`'use strict';return (m,w,b)=>{${formulaSource(word)}}`)(),
    );
    return { terms, words };
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

function wordsOf(formulas: readonly Formula[]): readonly (readonly Formula[])[] {
  return Array.from({ length: Math.ceil(formulas.length / 32) }, (_, word) =>
    formulas.slice(word * 32, word * 32 + 32),
  );
}
