import {
  acceptCompletion,
  autocompletion,
  pickedCompletion,
  type Completion,
} from '@codemirror/autocomplete';
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { findFact } from '#app/domain/facts/catalogue.ts';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { completeRule } from '#app/domain/segments/complete/complete.ts';
import type { Option } from '#app/domain/segments/complete/options.ts';

/** What may stand at the caret, in a list: arrows choose, Enter or Tab takes, Escape closes, Ctrl-Space opens. */
export function ruleCompletion(catalogues: () => Catalogues): Extension {
  return [
    autocompletion({
      override: [(context) => complete(context, catalogues())],
      icons: false,
      activateOnCompletion: () => true,
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
  ];
}

function complete(
  { state, pos, explicit }: CompletionContext,
  catalogues: Catalogues,
): CompletionResult | null {
  const text = state.doc.toString();
  const { from, to, options } = completeRule(text, pos, catalogues);
  const offered = options.filter((option) => catalogues.hasBrowsing === true || !isOfBrowsing(option));
  const typed = text.slice(from, pos);
  if (offered.length === 0 || (!explicit && isUnasked(offered, typed))) return null;
  return { from, to, options: offered.map(toCompletion), filter: false };
}

/** After a whole condition Enter is to break the line, and after a whole word there is nothing to add. */
function isUnasked(options: readonly Option[], typed: string): boolean {
  const [first] = options;
  if (typed === '') return first?.text === 'AND';
  return options.length === 1 && first?.text.toLowerCase() === typed.toLowerCase();
}

function isOfBrowsing({ kind, text }: Option): boolean {
  return kind === 'fact' && findFact(text)?.source === 'browsing';
}

function toCompletion(option: Option): Completion {
  const { text, kind, detail } = option;
  const isFact = kind === 'fact';
  return { label: text, ...(isFact ? { info: detail } : { detail }), type: kind, apply: write };
}

/** Writes an option with a space behind it, so that the next one can follow; a comma stands close to what it follows. */
function write(view: EditorView, completion: Completion, from: number, to: number): void {
  const { label } = completion;
  const before = view.state.sliceDoc(0, from);
  const start = label === ',' || label === ')' ? before.trimEnd().length : from;
  const isSpaced = label === '(' || /^\s/.test(view.state.sliceDoc(to, to + 1));
  const insert = isSpaced ? label : `${label} `;
  const anchor = start + label.length + (label === '(' ? 0 : 1);
  view.dispatch({
    changes: { from: start, to, insert },
    selection: { anchor },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}
