import type { Formula } from './formula.ts';

/**
 * The source of one word of verdicts: a bit for each of up to 32 formulas, from the terms in `m` and the stills in the record `w`
 * from `b` on. Leaves are shifted words whose lowest bit alone counts, so a formula runs without a jump.
 */
export function formulaSource(formulas: readonly Formula[]): string {
  const used = { m: new Set<number>(), s: new Set<number>() };
  const bits = formulas.map((formula, bit) => `(${valueSource(formula, used)}&1)<<${bit}`);
  const locals = [
    ...[...used.m].map((word) => `m${word}=m[${word}]`),
    ...[...used.s].map((word) => `s${word}=w[b+${word}]`),
  ];
  return `${locals.length > 0 ? `const ${locals};` : ''}\nreturn ${bits.join('\n|')};`;
}

interface UsedWords {
  readonly m: Set<number>;
  readonly s: Set<number>;
}

function valueSource(formula: Formula, used: UsedWords): string {
  switch (formula.kind) {
    case 'constant':
      return formula.isTrue ? '1' : '0';
    case 'term':
      return bitSource('m', formula.place, used);
    case 'still':
      return bitSource('s', formula.place, used);
    case 'not':
      return `~${valueSource(formula.operand, used)}`;
    case 'and':
    case 'or': {
      const operands = formula.operands.map((operand) => valueSource(operand, used));
      return `(${operands.join(formula.kind === 'and' ? '&' : '|')})`;
    }
  }
}

function bitSource(words: 'm' | 's', place: number, used: UsedWords): string {
  used[words].add(place >> 5);
  return `(${words}${place >> 5}>>>${place & 31})`;
}
