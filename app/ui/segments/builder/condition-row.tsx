import { ActionList, Button, Popover, Select } from '@shopify/polaris';
import { MenuHorizontalIcon } from '@shopify/polaris-icons';
import { memo, useState } from 'react';
import { findFact, type Fact } from '#app/domain/facts/catalogue.ts';
import type { Dimension } from '#app/domain/facts/fact.ts';
import type { Condition } from '#app/domain/segments/ast.ts';
import { CATALOGUE_OF_DIMENSION } from '#app/domain/segments/complete/catalogues.ts';
import { askOf, asksAbout } from '#app/domain/segments/edit/ask.ts';
import { windowOf, withAsk, withFact, withFilter, withWindow } from '#app/domain/segments/edit/change.ts';
import type { Path } from '#app/domain/segments/edit/tree.ts';
import { printCondition } from '#app/domain/segments/print.ts';
import type { Editing } from './editing.ts';
import { EstimateNote } from './estimate-note.tsx';
import { FactPicker } from './fact-picker.tsx';
import { InferredField } from './inferred-field.tsx';
import { TextValues } from './text-values.tsx';
import { ValueFields } from './value-fields.tsx';
import { WindowFields } from './window-fields.tsx';
import { askWords, DIMENSION_WORDS, titleOf } from './words.ts';

const NOWHERE = { start: 0, end: 0 };

export interface RowProps {
  readonly condition: Condition;
  readonly path: Path;
  readonly isNegated: boolean;
  readonly editing: Editing;
}

/** One condition: the fact, narrowed or not, over which time, how it is asked, and the values. */
export const ConditionRow = memo(Row, isSameRow);

/** Most edits leave most rows as they were. Where a condition stands in the text does not count: it is looked up by its path. */
function isSameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.editing === after.editing &&
    before.isNegated === after.isNegated &&
    before.path.join() === after.path.join() &&
    printCondition(before.condition) === printCondition(after.condition)
  );
}

function Row({ condition, path, isNegated, editing }: RowProps) {
  const fact = findFact(condition.fact.name);
  if (!fact) return <code className="code-line">{printCondition(condition)}</code>;
  return (
    <div className="builder-row" role="group" aria-label={printCondition(condition)}>
      <div className="row-fields">
        {isNegated && <span className="row-not">not</span>}
        <FactPicker
          label={titleOf(fact)}
          button={{ disclosure: true }}
          selected={fact.name}
          hasBrowsing={editing.catalogues.hasBrowsing === true}
          onPick={(name) => editing.change(path, withFact(condition, name))}
        />
        <FilterFields path={path} condition={condition} fact={fact} editing={editing} />
        <InferredField path={path} condition={condition} editing={editing} />
        {condition.kind !== 'recent' && (
          <TimeFields path={path} condition={condition} fact={fact} editing={editing} />
        )}
        <AskField path={path} condition={condition} fact={fact} editing={editing} />
        {condition.kind === 'recent' && (
          <TimeFields path={path} condition={condition} fact={fact} editing={editing} />
        )}
        <ValueFields path={path} condition={condition} editing={editing} />
        <EstimateNote name={fact.name} editing={editing} />
        {isNegated && condition.kind !== 'presence' && (
          <span className="row-note">Also true where it is not known.</span>
        )}
      </div>
      <RowMenu condition={condition} fact={fact} path={path} isNegated={isNegated} editing={editing} />
    </div>
  );
}

interface PartProps {
  readonly path: Path;
  readonly condition: Condition;
  readonly fact: Fact;
  readonly editing: Editing;
}

function AskField({ path, condition, fact, editing }: PartProps) {
  const asks = asksAbout(fact);
  return (
    <div className="row-field">
      <Select
        label={`How ${titleOf(fact)} is asked`}
        labelHidden
        options={asks.map((ask) => ({ value: ask, label: askWords(ask, fact) }))}
        value={askOf(condition)}
        onChange={(chosen) => {
          const ask = asks.find((each) => each === chosen);
          if (ask) editing.change(path, withAsk(condition, ask));
        }}
      />
    </div>
  );
}

function TimeFields({ path, condition, fact, editing }: PartProps) {
  if (condition.kind !== 'recent' && !fact.isWindowable) return null;
  const dated = ['since', 'until', 'dates'] as const;
  const rolling = fact.name === 'time.now' ? [] : (['last', 'ago'] as const);
  const always = condition.kind === 'recent' ? [] : (['always'] as const);
  return (
    <WindowFields
      window={windowOf(condition)}
      forms={[...always, ...rolling, ...dated]}
      today={editing.today}
      accept={(window) => editing.change(path, withWindow(condition, window))}
    />
  );
}

function FilterFields({ path, condition, fact, editing }: PartProps) {
  const { filter } = condition.fact;
  if (!filter) return null;
  const dimensions = fact.dimensions ?? [];
  const list = CATALOGUE_OF_DIMENSION[filter.dimension];
  const narrow = (dimension: Dimension, values: readonly string[]) =>
    editing.change(path, withFilter(condition, { dimension, values, span: NOWHERE }));
  const first = (dimension: Dimension): string => {
    const known = CATALOGUE_OF_DIMENSION[dimension];
    return (known && editing.catalogues[known]?.[0]?.text) ?? '';
  };
  return (
    <>
      <div className="row-field">
        <Select
          label="Narrowed by"
          labelHidden
          options={dimensions.map((each) => ({ value: each, label: DIMENSION_WORDS[each] }))}
          value={filter.dimension}
          onChange={(chosen) => {
            const dimension = dimensions.find((each) => each === chosen);
            if (dimension) narrow(dimension, [first(dimension)]);
          }}
        />
      </div>
      <TextValues
        label={`Narrowed to which ${filter.dimension}`}
        values={filter.values}
        known={(list && editing.catalogues[list]) ?? []}
        isMany
        accept={(values) => (values.length === 0 ? 'Keep at least one.' : narrow(filter.dimension, values))}
      />
    </>
  );
}

const narrowWords = (dimension: Dimension): string =>
  dimension === 'query' ? 'Only for some words' : 'Only of some products';

function RowMenu({ condition, fact, path, isNegated, editing }: RowProps & PartProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { filter } = condition.fact;
  // Of a type is asked far more often than of one single product, which comes first in the language.
  const dimensions = fact.dimensions ?? [];
  const dimension = dimensions.find((each) => each === 'type') ?? dimensions[0];
  const place = isNegated ? path.slice(0, -1) : path;
  const narrow = () => {
    const list = dimension ? CATALOGUE_OF_DIMENSION[dimension] : null;
    const value = (list && editing.catalogues[list]?.[0]?.text) ?? '';
    const next = filter || !dimension ? null : { dimension, values: [value], span: NOWHERE };
    editing.change(path, withFilter(condition, next));
  };
  return (
    <Popover
      active={isOpen}
      onClose={() => setIsOpen(false)}
      autofocusTarget="first-node"
      activator={
        <Button
          icon={MenuHorizontalIcon}
          variant="tertiary"
          accessibilityLabel={`More for ${titleOf(fact)}`}
          onClick={() => setIsOpen(!isOpen)}
        />
      }
    >
      <ActionList
        onActionAnyItem={() => setIsOpen(false)}
        items={[
          {
            content: isNegated ? 'No longer the opposite' : 'Turn into the opposite (NOT)',
            onAction: () => editing.negate(place),
          },
          ...(dimension === undefined || fact.isAlwaysNarrowed
            ? []
            : [{ content: filter ? 'Of everything again' : narrowWords(dimension), onAction: narrow }]),
          { content: 'Or another condition', onAction: () => editing.join(place, 'or', fact.name) },
          { content: 'Remove', destructive: true, onAction: () => editing.remove(place) },
        ]}
      />
    </Popover>
  );
}
