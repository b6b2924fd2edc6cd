import { BlockStack, Button, InlineStack, Select, Text } from '@shopify/polaris';
import { PlusIcon, XIcon } from '@shopify/polaris-icons';
import { useMemo, useRef } from 'react';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { startOf } from '#app/domain/segments/edit/change.ts';
import type { Joint, Path } from '#app/domain/segments/edit/tree.ts';
import { layOutRule } from '#app/domain/segments/edit/write.ts';
import { ConditionRow } from './condition-row.tsx';
import { createEditing, type Editing, type EditingOptions, type WrittenRule } from './editing.ts';
import { FactPicker } from './fact-picker.tsx';

interface RuleBuilderProps extends Omit<EditingOptions, 'current'> {
  /** Null while the text cannot be read. */
  readonly rule: Rule | null;
  readonly text: string;
}

/** A rule as rows. While its text has a mistake the rows of before stay, dimmed: they are not what would be saved. */
export function RuleBuilder({ rule, text, onWrite, catalogues, currency, today }: RuleBuilderProps) {
  const good = useRef<WrittenRule | null>(null);
  if (rule) good.current = { rule, text };
  if (text.trim() === '') good.current = null;
  const write = useRef(onWrite);
  write.current = onWrite;
  const editing = useMemo(() => {
    const current = (): WrittenRule => {
      invariant(good.current, 'rows are drawn of a rule');
      return good.current;
    };
    return createEditing({
      catalogues,
      currency,
      today,
      current,
      onWrite: (edited) => write.current(edited),
    });
  }, [catalogues, currency, today]);
  const shown = good.current;
  if (!shown) return <EmptyBuilder catalogues={catalogues} onWrite={onWrite} isBroken={text.trim() !== ''} />;
  const isOld = rule === null;
  return (
    <fieldset className={isOld ? 'builder builder--old' : 'builder'} disabled={isOld} aria-label="Conditions">
      <Part part={shown.rule} path={[]} isNegated={false} editing={editing} />
      {shown.rule.kind !== 'and' && shown.rule.kind !== 'or' && (
        <AddButtons path={[]} joints={['and', 'or']} editing={editing} />
      )}
    </fieldset>
  );
}

type EmptyBuilderProps = Pick<EditingOptions, 'catalogues' | 'onWrite'> & { readonly isBroken: boolean };

function EmptyBuilder({ catalogues, onWrite, isBroken }: EmptyBuilderProps) {
  return (
    <div className="builder builder--empty">
      <BlockStack gap="300" inlineAlign="start">
        <Text as="p" tone="subdued">
          {isBroken
            ? 'The text cannot be read yet, so there is nothing to draw.'
            : 'Choose what the shoppers have in common, or write it as text.'}
        </Text>
        {!isBroken && (
          <FactPicker
            label="Add a condition"
            button={{ icon: PlusIcon, variant: 'primary' }}
            hasBrowsing={catalogues.hasBrowsing === true}
            onPick={(name) => onWrite(layOutRule(startOf(name)))}
          />
        )}
      </BlockStack>
    </div>
  );
}

interface PartProps {
  readonly part: Rule;
  readonly path: Path;
  readonly isNegated: boolean;
  readonly editing: Editing;
}

function Part({ part, path, isNegated, editing }: PartProps) {
  if (part.kind === 'not' && !isNegated)
    return <Part part={part.operand} path={[...path, 0]} isNegated editing={editing} />;
  if (part.kind === 'not')
    return (
      <div className="builder-group">
        <span className="row-not">not</span>
        <Part part={part} path={path} isNegated={false} editing={editing} />
      </div>
    );
  if (part.kind === 'and' || part.kind === 'or')
    return <Group group={part} path={path} isNegated={isNegated} editing={editing} />;
  return <ConditionRow condition={part} path={path} isNegated={isNegated} editing={editing} />;
}

interface GroupProps extends Omit<PartProps, 'part'> {
  readonly group: Extract<Rule, { kind: Joint }>;
}

const QUANTIFIERS = [
  { value: 'and', label: 'All of these are true' },
  { value: 'or', label: 'Any of these is true' },
];
const NOT_QUANTIFIERS = [
  { value: 'and', label: 'Not all of these are true' },
  { value: 'or', label: 'None of these is true' },
];

function Group({ group, path, isNegated, editing }: GroupProps) {
  const place = isNegated ? path.slice(0, -1) : path;
  return (
    <div className={place.length === 0 ? 'builder-group builder-group--root' : 'builder-group'}>
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <div className="row-field">
          <Select
            label="How these go together"
            labelHidden
            options={isNegated ? NOT_QUANTIFIERS : QUANTIFIERS}
            value={group.kind}
            onChange={() => editing.switchJoint(path)}
          />
        </div>
        {place.length > 0 && (
          <Button
            icon={XIcon}
            variant="tertiary"
            accessibilityLabel="Remove this group"
            onClick={() => editing.remove(place)}
          />
        )}
      </InlineStack>
      {group.operands.map((operand, index) => (
        <div key={index} className="builder-operand">
          {index > 0 && <span className="builder-joint">{group.kind}</span>}
          <Part part={operand} path={[...path, index]} isNegated={false} editing={editing} />
        </div>
      ))}
      <AddButtons path={path} joints={[group.kind]} editing={editing} />
    </div>
  );
}

interface AddButtonsProps {
  readonly path: Path;
  readonly joints: readonly Joint[];
  readonly editing: Editing;
}

const ADD_WORDS: Readonly<Record<Joint, string>> = { and: 'And a condition', or: 'Or a condition' };

function AddButtons({ path, joints, editing }: AddButtonsProps) {
  return (
    <InlineStack gap="200">
      {joints.map((joint) => (
        <FactPicker
          key={joint}
          label={ADD_WORDS[joint]}
          button={{ icon: PlusIcon, variant: 'tertiary' }}
          hasBrowsing={editing.catalogues.hasBrowsing === true}
          onPick={(name) => editing.join(path, joint, name)}
        />
      ))}
    </InlineStack>
  );
}
