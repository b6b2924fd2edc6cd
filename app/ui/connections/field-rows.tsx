import { BlockStack, Button, InlineError, InlineStack, Select, TextField } from '@shopify/polaris';
import { FIELD_TYPES, type FieldMapping } from '#app/domain/quality/connections/connection.ts';
import { MATCHES, NEW_FIELD } from './view.ts';

interface FieldRowsProps {
  readonly fields: readonly FieldMapping[];
  readonly onChange: (fields: readonly FieldMapping[]) => void;
  readonly problem: string | undefined;
}

const TYPES = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'flag', label: 'Yes or no' },
];

/** What is read out of an answer, one row a field. */
export function FieldRows({ fields, onChange, problem }: FieldRowsProps) {
  const change = (place: number, part: Partial<FieldMapping>) =>
    onChange(fields.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <BlockStack gap="300">
      {fields.map((mapping, place) => (
        <FieldRow
          key={place}
          mapping={mapping}
          place={place}
          change={(part) => change(place, part)}
          remove={fields.length > 1 ? () => onChange(fields.filter((_, at) => at !== place)) : null}
        />
      ))}
      {problem !== undefined && <InlineError message={problem} fieldID="fields" />}
      <InlineStack>
        <Button onClick={() => onChange([...fields, NEW_FIELD])}>Add field</Button>
      </InlineStack>
    </BlockStack>
  );
}

interface FieldRowProps {
  readonly mapping: FieldMapping;
  readonly place: number;
  readonly change: (part: Partial<FieldMapping>) => void;
  readonly remove: (() => void) | null;
}

function FieldRow({ mapping, place, change, remove }: FieldRowProps) {
  return (
    <div className="connected-field" role="group" aria-label={`Field ${place + 1}`}>
      <TextField
        label="Name in rules"
        value={mapping.field}
        onChange={(field) => change({ field })}
        placeholder="points"
        autoComplete="off"
      />
      <TextField
        label="Where in the answer"
        value={mapping.path}
        onChange={(path) => change({ path })}
        placeholder="balance.points"
        autoComplete="off"
      />
      <Select
        label="Type"
        options={TYPES}
        value={mapping.type}
        onChange={(chosen) => {
          const type = FIELD_TYPES.find((each) => each === chosen);
          if (type) change({ type });
        }}
      />
      <Select
        label="What it is"
        options={[...MATCHES]}
        value={mapping.mustMatch ?? ''}
        onChange={(chosen) => {
          const known = MATCHES.find(({ value }) => value === chosen)?.value;
          change({ mustMatch: known === '' ? undefined : known });
        }}
      />
      {remove !== null && (
        <Button variant="tertiary" accessibilityLabel={`Remove field ${place + 1}`} onClick={remove}>
          Remove
        </Button>
      )}
    </div>
  );
}
