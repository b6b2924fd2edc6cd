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
export function TextValues({ label, values, known, isMany, accept }: TextValuesProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = (text: string) => {
    const kept = isMany ? values.filter((value) => value !== text) : [];
    const isDropped = isMany && kept.length < values.length;
    const found = accept(isDropped ? kept : [...kept, text]);
    setProblem(found);
    if (found === null) setTyped('');
  };
  const options = choicesFor(typed, known);
  return (
    <div className="row-field row-field--wide">
      <Combobox
        allowMultiple={isMany}
        activator={
          <Combobox.TextField
            label={label}
            labelHidden
            value={typed}
            onChange={(text) => (setTyped(text), setProblem(null))}
            onBlur={() => setTyped('')}
            placeholder={isMany ? 'Add a value' : 'Another value'}
            error={problem ?? undefined}
            autoComplete="off"
            verticalContent={<Chosen values={values} known={known} onDrop={isMany ? take : null} />}
          />
        }
      >
        {options.length > 0 ? (
          <Listbox onSelect={take}>
            {options.map(({ text, label: name }) => (
              <Listbox.Option key={text} value={text} selected={values.includes(text)}>
                {name === undefined ? text : `${name} (${text})`}
              </Listbox.Option>
            ))}
          </Listbox>
        ) : null}
      </Combobox>
    </div>
  );
}

interface ChosenProps {
  readonly values: readonly string[];
  readonly known: readonly KnownValue[];
  readonly onDrop: ((value: string) => void) | null;
}

function Chosen({ values, known, onDrop }: ChosenProps) {
  const name = (value: string) => known.find(({ text }) => text === value)?.label ?? value;
  return (
    <InlineStack gap="100">
      {values.map((value) => (
        <Tag
          key={value}
          {...(onDrop && values.length > 1 ? { onRemove: () => onDrop(value) } : {})}
          accessibilityLabel={name(value)}
        >
          {value === '' ? '“”' : name(value)}
        </Tag>
      ))}
    </InlineStack>
  );
}

/** What is known and fits, then what was typed itself. */
function choicesFor(typed: string, known: readonly KnownValue[]): readonly KnownValue[] {
  const wanted = typed.trim().toLowerCase();
  const fitting = known
    .filter(({ text, label }) => `${text} ${label ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, SHOWN);
  const isKnown = known.some(({ text }) => text === typed.trim());
  return wanted === '' || isKnown ? fitting : [...fitting, { text: typed.trim() }];
}
