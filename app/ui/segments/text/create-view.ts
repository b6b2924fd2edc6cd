import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { diagnosticCount, lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { tokenColours } from './colours.ts';
import { ruleCompletion } from './completion.ts';

export interface RuleViewOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  /** Id of the element that says what is wrong. */
  readonly describedBy: string;
  readonly catalogues: () => Catalogues;
  /** After every change, typed or not. */
  readonly onUpdate: (view: EditorView) => void;
}

/** The text field of a rule: colours, completion, underlined mistakes, and one history of changes wherever they come from. */
export function createRuleView(options: RuleViewOptions): EditorView {
  const { parent, text, label, describedBy, catalogues, onUpdate } = options;
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(),
        drawSelection(),
        closeBrackets(),
        EditorView.lineWrapping,
        tokenColours,
        ruleCompletion(catalogues),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        placeholder('purchases.count within 60 days > 5'),
        EditorView.contentAttributes.of((view) => ({
          'aria-label': label,
          'aria-describedby': describedBy,
          'aria-invalid': String(diagnosticCount(view.state) > 0),
          spellcheck: 'false',
          autocapitalize: 'off',
        })),
        EditorView.updateListener.of(({ docChanged, view }) => {
          if (docChanged) onUpdate(view);
        }),
      ],
    }),
  });
}

/** Has the view show another text by changing only what differs, so that caret and history stay. */
export function showText(view: EditorView, text: string): void {
  const shown = view.state.doc.toString();
  if (shown === text) return;
  const shorter = Math.min(shown.length, text.length);
  let from = 0;
  while (from < shorter && shown[from] === text[from]) from++;
  let same = 0;
  while (same < shorter - from && shown.at(-1 - same) === text.at(-1 - same)) same++;
  const changes = { from, to: shown.length - same, insert: text.slice(from, text.length - same) };
  view.dispatch({ changes, userEvent: 'input' });
}
