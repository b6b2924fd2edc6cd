import { BlockStack, Button, Card, TextField } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import type { ReactNode } from 'react';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { percentText } from './percent-text.ts';
import { useCardDraft } from '../use-card-draft.ts';

type ShareName = 'exploration' | 'holdout';

interface ShareCardProps {
  readonly title: string;
  readonly explanation: string;
  readonly label: string;
  /** The setting: it is saved by `save-<name>`. */
  readonly name: ShareName;
  /** Shares, 0 to 1; shown in percent. */
  readonly share: number;
  readonly most: number;
  readonly children?: ReactNode;
}

type Answer =
  { readonly kind: `${ShareName}-saved` } | { readonly kind: 'refused'; readonly sentence: string };

/** One setting that is a share. */
export function ShareCard({ title, explanation, label, name, share, most, children }: ShareCardProps) {
  const fetcher = useFetcher<Answer>();
  const { data } = fetcher;
  const {
    draft: percent,
    opened,
    setDraft: setPercent,
    isDirty,
    discard,
    isBusy,
  } = useCardDraft(fetcher, { kind: `${name}-saved`, toast: `${title} saved` }, share, percentText);
  const save = () =>
    fetcher.submit(
      JSON.stringify({
        intent: `save-${name}`,
        opened,
        [name]: percent === '' ? null : Number(percent) / 100,
      }),
      { method: 'post', encType: 'application/json' },
    );
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title={title}>{explanation}</CardHead>
        <TextField
          label={label}
          type="number"
          min={0}
          max={most * 100}
          step={0.1}
          suffix="%"
          value={percent}
          onChange={setPercent}
          autoComplete="off"
          error={isDirty && data?.kind === 'refused' ? data.sentence : undefined}
          connectedRight={
            <Button onClick={save} loading={isBusy} disabled={!isDirty}>
              Save
            </Button>
          }
        />
        {children}
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}
