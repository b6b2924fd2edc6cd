import { BlockStack, Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import { RedoIcon, UndoIcon } from '@shopify/polaris-icons';
import { redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { createRuleView, showText } from './create-view.ts';
import { underline } from './problems.ts';

interface RuleTextProps {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly catalogues: Catalogues;
  /** Id of the element that says what is wrong. */
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
}

/** A rule as text. Undo and redo go over every change, those of the builder too. */
export function RuleText(props: RuleTextProps) {
  const { host, view, steps } = useRuleView(props);
  const step = (command: typeof undo) => view.current && command(view.current);
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center">
        <Text as="h2" variant="headingSm">
          As text
        </Text>
        <ButtonGroup variant="segmented">
          <Button
            icon={UndoIcon}
            size="micro"
            accessibilityLabel="Undo"
            disabled={steps.undo === 0}
            onClick={() => step(undo)}
          />
          <Button
            icon={RedoIcon}
            size="micro"
            accessibilityLabel="Redo"
            disabled={steps.redo === 0}
            onClick={() => step(redo)}
          />
        </ButtonGroup>
      </InlineStack>
      <div className="rule-text" ref={host}>
        {!steps.isReady && <pre>{props.text}</pre>}
      </div>
      <Text as="p" variant="bodySm" tone="subdued">
        Ctrl-Space lists what may stand at the caret.
      </Text>
    </BlockStack>
  );
}

const NO_STEPS = { isReady: false, undo: 0, redo: 0 };

/** The editor's own view lives outside of React: the text goes in and out, the diagnostics go in. */
function useRuleView({ text, diagnostics, catalogues, describedBy, onChange }: RuleTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ text, catalogues, onChange });
  latest.current = { text, catalogues, onChange };
  /** What the view told and no render has brought back yet: until then an older text must not overwrite it. */
  const told = useRef<string | null>(null);
  const [steps, setSteps] = useState(NO_STEPS);
  useEffect(() => {
    if (!host.current) return undefined;
    const made = createRuleView({
      parent: host.current,
      text: latest.current.text,
      label: 'Rule',
      describedBy,
      catalogues: () => latest.current.catalogues,
      onUpdate({ state }) {
        told.current = state.doc.toString();
        latest.current.onChange(told.current);
        setSteps({ isReady: true, undo: undoDepth(state), redo: redoDepth(state) });
      },
    });
    view.current = made;
    setSteps({ ...NO_STEPS, isReady: true });
    return () => made.destroy();
  }, [describedBy]);
  useEffect(() => {
    if (told.current === text) told.current = null;
    if (view.current && told.current === null) showText(view.current, text);
  });
  useEffect(() => {
    if (!view.current) return;
    const { state } = view.current;
    view.current.dispatch(setDiagnostics(state, underline(diagnostics, state.doc.length)));
  }, [diagnostics]);
  return { host, view, steps };
}
