import { BlockStack, Select, Text, TextField } from '@shopify/polaris';
import { formatShare } from '../format.ts';

export interface GroupOption {
  readonly name: string;
  /** 0 to 1. */
  readonly taken: number;
}

/** As typed: null = no group, an empty name = one that is still to be named. */
export interface GroupDraft {
  readonly name: string | null;
  readonly isNew: boolean;
  /** In percent. */
  readonly share: string;
}

export const NO_GROUP: GroupDraft = { name: null, isNew: false, share: '50' };

interface GroupFieldsProps {
  readonly group: GroupDraft;
  readonly groups: readonly GroupOption[];
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (group: GroupDraft) => void;
}

const NONE = 'none';
const NEW = 'new';
const KNOWN = 'known:';

/** Whether an experiment shares its shoppers with others, and how much of a group it takes. */
export function GroupFields({ group, groups, problems, onChange }: GroupFieldsProps) {
  const taken = groups.find(({ name }) => name === group.name)?.taken ?? 0;
  const chosen = group.name === null ? NONE : group.isNew ? NEW : `${KNOWN}${group.name}`;
  const choose = (value: string) => {
    if (value === NONE) return onChange(NO_GROUP);
    if (value === NEW) return onChange({ ...NO_GROUP, name: '', isNew: true });
    const name = value.slice(KNOWN.length);
    const free = 1 - (groups.find((known) => known.name === name)?.taken ?? 0);
    onChange({ name, isNew: false, share: `${Math.round(free * 10_000) / 100}` });
  };
  return (
    <BlockStack gap="200">
      <Select
        label="Shares no shopper with"
        value={chosen}
        onChange={choose}
        options={[
          { label: 'Nothing: drawn beside other experiments', value: NONE },
          ...groups.map(({ name, taken: share }) => ({
            label: `Experiments of “${name}” (${formatShare(share, 1)} of its traffic is taken)`,
            value: `${KNOWN}${name}`,
          })),
          { label: 'Experiments of a new group', value: NEW },
        ]}
        helpText="Experiments of one group divide the shoppers among them, so that none disturbs another. Each then takes longer."
      />
      {group.name !== null && group.isNew && (
        <TextField
          label="Name of the group"
          value={group.name}
          onChange={(name) => onChange({ ...group, name })}
          error={problems['group.name']}
          maxLength={40}
          autoComplete="off"
        />
      )}
      {group.name !== null && (
        <>
          <div className="share-field">
            <TextField
              label="Part of the group"
              type="number"
              min={1}
              max={100}
              suffix="%"
              value={group.share}
              onChange={(share) => onChange({ ...group, share })}
              error={problems['group.share'] !== undefined}
              autoComplete="off"
            />
          </div>
          {problems['group.share'] !== undefined && (
            <Text as="p" tone="critical">
              {problems['group.share']}
            </Text>
          )}
          <Text as="p" tone="subdued">
            {`${formatShare(taken, 1)} of this group’s traffic is taken. Shoppers outside the part see the campaign as if there were no experiment.`}
          </Text>
        </>
      )}
    </BlockStack>
  );
}
