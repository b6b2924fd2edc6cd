import { Select } from '@shopify/polaris';
import { findFact, type Fact } from '#app/domain/facts/catalogue.ts';
import { DURATION_UNITS, valuesOf, type Condition, type Value } from '#app/domain/segments/ast.ts';
import { CATALOGUE_OF_FACT } from '#app/domain/segments/complete/catalogues.ts';
import type { KnownValue } from '#app/domain/segments/complete/catalogues.ts';
import { withMatch, withValues } from '#app/domain/segments/edit/change.ts';
import type { Path } from '#app/domain/segments/edit/tree.ts';
import { DraftField } from './draft-field.tsx';
import type { Editing } from './editing.ts';
import { TextValues } from './text-values.tsx';
import { AmountField, UnitField } from './window-fields.tsx';
import { titleOf } from './words.ts';

const NOWHERE = { start: 0, end: 0 };

interface ValueFieldsProps {
  readonly path: Path;
  readonly condition: Condition;
  readonly editing: Editing;
}

/** What a fact is compared with. */
export function ValueFields({ path, condition, editing }: ValueFieldsProps) {
  const fact = findFact(condition.fact.name);
  const values = valuesOf(condition);
  if (!fact || values.length === 0) return null;
  const accept = (next: readonly Value[]) => editing.change(path, withValues(condition, next));
  const isList = condition.kind === 'in' || condition.kind === 'contains';
  switch (fact.type) {
    case 'text':
    case 'textList':
      return (
        <>
          {condition.kind === 'contains' && values.length > 1 && (
            <MatchField path={path} condition={condition} editing={editing} />
          )}
          <TextValues
            label={titleOf(fact)}
            values={values.flatMap((value) => (value.kind === 'text' ? [value.value] : []))}
            known={knownOf(fact, editing)}
            isMany={isList}
            accept={(texts) => accept(texts.map((text) => ({ kind: 'text', value: text, span: NOWHERE })))}
          />
        </>
      );
    case 'boolean':
      return <BooleanField value={values[0]} onChange={(value) => accept([value])} />;
    default:
      return isList ? (
        <NumberList values={values} accept={accept} />
      ) : (
        values.map((value, index) => (
          <EachValue
            key={index}
            value={value}
            fact={fact}
            isSecond={index > 0}
            currency={editing.currency}
            accept={(next) => accept(values.with(index, next))}
          />
        ))
      );
  }
}

function knownOf(fact: Fact, { catalogues }: Editing): readonly KnownValue[] {
  if (fact.values) return fact.values.map((text) => ({ text }));
  const list = CATALOGUE_OF_FACT[fact.name];
  return list === undefined ? [] : (catalogues[list] ?? []);
}

function MatchField({ path, condition, editing }: ValueFieldsProps) {
  const match = condition.kind === 'contains' ? condition.match : 'any';
  return (
    <div className="row-field">
      <Select
        label="How many of them"
        labelHidden
        options={[
          { value: 'any', label: 'any of' },
          { value: 'all', label: 'all of' },
        ]}
        value={match}
        onChange={(chosen) => editing.change(path, withMatch(condition, chosen === 'all' ? 'all' : 'any'))}
      />
    </div>
  );
}

function BooleanField({ value, onChange }: { value: Value | undefined; onChange: (value: Value) => void }) {
  return (
    <div className="row-field">
      <Select
        label="Yes or no"
        labelHidden
        options={[
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]}
        value={String(value?.kind === 'boolean' && value.value)}
        onChange={(chosen) => onChange({ kind: 'boolean', value: chosen === 'true', span: NOWHERE })}
      />
    </div>
  );
}

interface EachValueProps {
  readonly value: Value;
  readonly fact: Fact;
  readonly isSecond: boolean;
  readonly currency: string;
  readonly accept: (value: Value) => string | null;
}

function EachValue({ value, fact, isSecond, currency, accept }: EachValueProps) {
  const label = isSecond ? 'The larger value' : titleOf(fact);
  return (
    <>
      {isSecond && <span className="row-word">and</span>}
      {value.kind === 'duration' ? (
        <>
          <AmountField
            label={label}
            amount={value.amount}
            accept={(amount) => accept({ ...value, amount })}
          />
          <UnitField
            units={DURATION_UNITS}
            value={value.unit}
            onChange={(unit) => accept({ ...value, unit })}
          />
        </>
      ) : (
        <div className="row-field row-field--number">
          <DraftField
            label={label}
            value={value.kind === 'number' ? String(value.value) : ''}
            accept={(text) => acceptNumber(text, accept)}
            inputMode="decimal"
            prefix={fact.type === 'money' ? currency : undefined}
          />
        </div>
      )}
    </>
  );
}

function acceptNumber(text: string, accept: (value: Value) => string | null): string | null {
  const number = readNumber(text);
  return number === null
    ? 'Expected a number such as 20 or 49.99.'
    : accept({ kind: 'number', value: number, span: NOWHERE });
}

function readNumber(text: string): number | null {
  return /^-?\d{1,13}(?:\.\d{1,6})?$/.test(text.trim()) ? Number(text) : null;
}

interface NumberListProps {
  readonly values: readonly Value[];
  readonly accept: (values: readonly Value[]) => string | null;
}

function NumberList({ values, accept }: NumberListProps) {
  const shown = values.map((value) => (value.kind === 'number' ? String(value.value) : ''));
  const read = (text: string): string | null => {
    const numbers = text.split(',').map(readNumber);
    const known = numbers.filter((number) => number !== null);
    if (known.length < numbers.length) return 'Expected numbers with commas between them.';
    return accept(known.map((value) => ({ kind: 'number', value, span: NOWHERE })));
  };
  return (
    <div className="row-field row-field--wide">
      <DraftField label="Numbers, with commas between them" value={shown.join(', ')} accept={read} />
    </div>
  );
}
