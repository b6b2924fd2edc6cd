import { lex, type Token } from '../lex.ts';
import type { Catalogues } from './catalogues.ts';
import { optionsAt, type Option } from './options.ts';
import { START, step } from './place.ts';

export interface Completion {
  /** The stretch of the text that an option takes the place of: what was typed of it so far. UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** What may stand here, best first; empty where only the merchant knows (a number, a date). */
  readonly options: readonly Option[];
}

/** Options in one answer. */
export const COMPLETION_LIMIT = 50;

/**
 * What may stand at `offset` of a rule's text: facts, windows, operators, units, and values that the shop knows. Works in texts
 * that cannot be read (yet): what is behind the caret does not count, and a slip before it is passed over. Never throws; time is
 * linear in the text.
 */
export function completeRule(text: string, offset: number, catalogues: Catalogues): Completion {
  const { tokens } = lex(text);
  const caret = Math.min(Math.max(0, offset), text.length);
  const typed = tokens.find((token) => isTyped(token, caret));
  if (typed?.kind === 'number') return { from: typed.span.start, to: typed.span.end, options: [] };
  const before = tokens.filter(({ kind, span }) => kind !== 'end' && span.end <= caret);
  const place = before.filter((token) => token !== typed).reduce(step, START);
  const from = typed?.span.start ?? caret;
  const options = optionsAt(place, catalogues);
  const wanted = typed ? text.slice(from, caret) : '';
  return { from, to: typed ? endOf(typed, text, caret) : caret, options: narrow(options, wanted) };
}

/** The token that the caret stands in or right behind, but for what ends by itself. */
function isTyped({ kind, text, span }: Token, caret: number): boolean {
  return span.start < caret && caret <= span.end && kind !== 'end' && !/^[(),]$/.test(text);
}

/** A text without its closing quote reaches to the end of its line: only what is before the caret is of the value. */
function endOf({ kind, text, span }: Token, source: string, caret: number): number {
  const isOpen = kind === 'text' && (text === '' || source[span.end - 1] !== source[span.start]);
  return isOpen ? caret : span.end;
}

function narrow(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = plain(typed);
  const ranked = options.flatMap((option) => {
    const rank = rankOf(option, wanted);
    return rank === null ? [] : [{ option, rank }];
  });
  return ranked
    .sort((left, right) => left.rank - right.rank)
    .slice(0, COMPLETION_LIMIT)
    .map(({ option }) => option);
}

/** 0: begins so; 1: a part of it begins so ("count" of purchases.count); 2: holds it, or its label does; null: neither. */
function rankOf({ text, kind, detail }: Option, wanted: string): number | null {
  const found = plain(text);
  if (found.startsWith(wanted)) return 0;
  if (found.split(/[._ -]/).some((part) => part.startsWith(wanted))) return 1;
  const label = kind === 'value' ? detail.toLowerCase() : '';
  return wanted.length > 1 && (found.includes(wanted) || label.includes(wanted)) ? 2 : null;
}

/** Without quotes and case. */
function plain(text: string): string {
  return text.replace(/^["'“‘]|["'”’]$/g, '').toLowerCase();
}
