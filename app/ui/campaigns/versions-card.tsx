import { BlockStack, Button, Card, InlineStack, List, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { FieldChange } from '#app/domain/campaigns/changes.ts';
import { formatTime } from '../format.ts';
import { describeChange } from './change-words.ts';

export interface VersionView {
  readonly version: number;
  readonly savedAt: number;
  readonly changes: readonly FieldChange[];
}

export interface VersionsProps {
  readonly versions: readonly VersionView[];
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly timezone: string;
  /** False while something is unsaved: going back would lose it. */
  readonly canRestore: boolean;
  readonly onRestore: (version: number) => void;
}

/** As many as show before they are asked for. */
const FIRST_SHOWN = 5;

/** Every version of the campaign with what it changed, and the way back to each. */
export function VersionsCard({ versions, ...props }: VersionsProps) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? versions : versions.slice(0, FIRST_SHOWN);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Versions
        </Text>
        {shown.map((version, place) => (
          <Version key={version.version} isCurrent={place === 0} view={version} {...props} />
        ))}
        {versions.length > shown.length && (
          <InlineStack>
            <Button variant="plain" onClick={() => setShowsAll(true)}>
              {`Show ${versions.length - shown.length} earlier`}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

interface VersionProps extends Omit<VersionsProps, 'versions'> {
  readonly view: VersionView;
  readonly isCurrent: boolean;
}

function Version({ view, isCurrent, segments, timezone, canRestore, onRestore }: VersionProps) {
  const { version, savedAt, changes } = view;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {`Version ${version}${isCurrent ? ', now' : ''}`}
        </Text>
        {!isCurrent && (
          <Button
            size="slim"
            disabled={!canRestore}
            onClick={() => onRestore(version)}
            accessibilityLabel={`Restore version ${version}`}
          >
            Restore
          </Button>
        )}
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {formatTime(savedAt, timezone)}
      </Text>
      {changes.length > 0 && (
        <List>
          {changes.map((change) => (
            <List.Item key={change.path}>{describeChange(change, { segments, timezone })}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}
