import { Box, Button, OptionList, Popover, Text, TextField } from '@shopify/polaris';
import type { ButtonProps } from '@shopify/polaris';
import { useState } from 'react';
import { findFact, type FactName } from '#app/domain/facts/catalogue.ts';
import { groupFacts, titleOf } from './words.ts';

interface FactPickerProps {
  /** What the button says. */
  readonly label: string;
  readonly button?: ButtonProps;
  readonly selected?: string;
  /** Whether the shop is told what visitors do. */
  readonly hasBrowsing: boolean;
  readonly onPick: (name: FactName) => void;
}

/** A button that opens the facts of the shop, with a search over their names and meanings. */
export function FactPicker({ label, button, selected, hasBrowsing, onPick }: FactPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [search, setSearch] = useState('');
  const groups = groupFacts(search, hasBrowsing);
  const pick = ([name]: string[]) => {
    const fact = name === undefined ? null : findFact(name);
    setIsOpen(false);
    setSearch('');
    if (fact) onPick(fact.name);
  };
  return (
    <Popover
      active={isOpen}
      onClose={() => setIsOpen(false)}
      autofocusTarget="first-node"
      preferredAlignment="left"
      activator={
        <Button {...button} onClick={() => setIsOpen(!isOpen)}>
          {label}
        </Button>
      }
    >
      <Popover.Pane fixed>
        <Box padding="200" paddingBlockEnd="0">
          <TextField
            label="Find a fact"
            labelHidden
            placeholder="Find a fact"
            value={search}
            onChange={setSearch}
            autoComplete="off"
            type="search"
          />
        </Box>
      </Popover.Pane>
      <Popover.Pane maxHeight="20rem">
        {groups.length === 0 ? (
          <Box padding="400">
            <Text as="p" tone="subdued">{`No fact fits “${search}”.`}</Text>
          </Box>
        ) : (
          <div className="fact-options">
            <OptionList
              selected={selected === undefined ? [] : [selected]}
              onChange={pick}
              sections={groups.map(({ title, facts }) => ({
                title,
                options: facts.map((fact) => ({ value: fact.name, label: <FactOption {...fact} /> })),
              }))}
            />
          </div>
        )}
      </Popover.Pane>
    </Popover>
  );
}

function FactOption(fact: NonNullable<ReturnType<typeof findFact>>) {
  return (
    <span className="fact-option">
      <span>{titleOf(fact)}</span>
      <span className="code-line">{fact.name}</span>
    </span>
  );
}
