import { Combobox, InlineStack, Listbox, Tag } from '@shopify/polaris';
import { useState } from 'react';
import type { KnownValue } from '#app/domain/segments/complete/catalogues.ts';

interface TextValuesProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly known: readonly KnownValue[];
  /** Several values, or one that the next one replaces. */
  readonly isMany: boolean;
  /** Takes values over; gives what is wrong with them when it cannot. */
  readonly accept: (values: readonly string[]) => string | null;
}

const SHOWN = 30;

/** Texts to choose from what the shop knows, or to type. */
export function TextValues(props: TextValuesProps) {
  return (
    <div className="row-field row-field--wide">
      {props.isMany ? <ManyTexts {...props} /> : <OneText {...props} />}
    </div>
  );
}

function OneText({ label, values, known, accept }: TextValuesProps) {
  const [value = ''] = values;
  const [draft, setDraft] = useState<{ text: string; problem: string | null } | null>(null);
  const text = draft?.text ?? value;
  const write = (typed: string) =>
    setDraft({ text: typed, problem: typed === '' ? 'Enter a value.' : accept([typed]) });
  return (
    <Combobox
      activator={
        <Combobox.TextField
          label={label}
          labelHidden
          value={text}
          onChange={write}
          onBlur={() => setDraft(null)}
          error={draft?.problem ?? undefined}
          autoComplete="off"
        />
      }
    >
      <Choices options={choicesFor(text === value ? '' : text, known)} chosen={values} onTake={write} />
    </Combobox>
  );
}

function ManyTexts({ label, values, known, accept }: TextValuesProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = (text: string) => {
    const kept = values.filter((value) => value !== text);
    const found = accept(kept.length < values.length ? kept : [...values, text]);
    setProblem(found);
    if (found === null) setTyped('');
  };
  const options = choicesFor(typed, known);
  const isKnown = options.some(({ text }) => text === typed.trim());
  const wanted = typed.trim();
  return (
    <Combobox
      allowMultiple
      activator={
        <Combobox.TextField
          label={label}
          labelHidden
          value={typed}
          onChange={(text) => (setTyped(text), setProblem(null))}
          onBlur={() => (wanted === '' || values.includes(wanted) ? setTyped('') : take(wanted))}
          placeholder="Add a value"
          error={problem ?? undefined}
          autoComplete="off"
          verticalContent={<Chosen values={values} known={known} onDrop={take} />}
        />
      }
    >
      <Choices
        options={wanted === '' || isKnown ? options : [...options, { text: wanted }]}
        chosen={values}
        onTake={take}
      />
    </Combobox>
  );
}

interface ChoicesProps {
  readonly options: readonly KnownValue[];
  readonly chosen: readonly string[];
  readonly onTake: (value: string) => void;
}

function Choices({ options, chosen, onTake }: ChoicesProps) {
  if (options.length === 0) return null;
  return (
    <Listbox onSelect={onTake}>
      {options.map(({ text, label }) => (
        <Listbox.Option key={text} value={text} selected={chosen.includes(text)}>
          {label === undefined ? text : `${label} (${text})`}
        </Listbox.Option>
      ))}
    </Listbox>
  );
}

interface ChosenProps {
  readonly values: readonly string[];
  readonly known: readonly KnownValue[];
  readonly onDrop: (value: string) => void;
}

function Chosen({ values, known, onDrop }: ChosenProps) {
  const name = (value: string) => known.find(({ text }) => text === value)?.label ?? value;
  return (
    <InlineStack gap="100">
      {values.map((value) => (
        <Tag
          key={value}
          {...(values.length > 1 ? { onRemove: () => onDrop(value) } : {})}
          accessibilityLabel={name(value)}
        >
          {value === '' ? '“”' : name(value)}
        </Tag>
      ))}
    </InlineStack>
  );
}

/** What is known and fits what was typed. */
function choicesFor(typed: string, known: readonly KnownValue[]): readonly KnownValue[] {
  const wanted = typed.trim().toLowerCase();
  return known
    .filter(({ text, label }) => `${text} ${label ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, SHOWN);
}
