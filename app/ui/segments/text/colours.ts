import { RangeSetBuilder, StateField, type EditorState } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { findFact } from '#app/domain/facts/catalogue.ts';
import { isKeywordText } from '#app/domain/segments/cursor.ts';
import { lex, type Token } from '#app/domain/segments/lex.ts';

/** Each token in the colour of what it is, by the language's own lexer. A rule is short: all of it is read at each change. */
export const tokenColours = StateField.define<DecorationSet>({
  create: colour,
  update: (marks, { docChanged, state }) => (docChanged ? colour(state) : marks),
  provide: (field) => EditorView.decorations.from(field),
});

function colour({ doc }: EditorState): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  for (const token of lex(doc.toString()).tokens)
    if (token.kind !== 'end') marks.add(token.span.start, token.span.end, MARKS[classOf(token)]);
  return marks.finish();
}

type TokenClass = 'fact' | 'keyword' | 'word' | 'number' | 'text' | 'symbol';

function classOf({ kind, text }: Token): TokenClass {
  if (kind === 'end') return 'symbol';
  if (kind !== 'word') return kind;
  if (findFact(text)) return 'fact';
  return isKeywordText(text) ? 'keyword' : 'word';
}

const mark = (name: TokenClass): Decoration => Decoration.mark({ class: `token-${name}` });
const MARKS: Readonly<Record<TokenClass, Decoration>> = {
  fact: mark('fact'),
  keyword: mark('keyword'),
  word: mark('word'),
  number: mark('number'),
  text: mark('text'),
  symbol: mark('symbol'),
};
