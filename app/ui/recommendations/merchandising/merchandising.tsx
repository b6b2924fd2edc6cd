import { BlockStack } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { SaveProblem } from '../../save-problem.tsx';
import { UnsavedChanges } from '../../unsaved-changes.tsx';
import { useDraft } from '../../use-draft.ts';
import type { RecommendationsView } from '../view.ts';
import { draftOf, toStored, type MerchandisingDraft } from './draft.ts';
import { DialCard } from './dial-card.tsx';
import { PairsCard } from './pairs-card.tsx';
import { PickedCard } from './picked-card.tsx';

type Answer =
  | { readonly kind: 'merchandising-saved' }
  | {
      readonly kind: 'refused';
      readonly sentence: string;
      readonly fields: Readonly<Record<string, string>>;
    };

/** Pins, bans, pairs and the margin dial, edited together and saved at once. */
export function Merchandising(view: Pick<RecommendationsView, 'merchandising' | 'chosen' | 'currency'>) {
  const fetcher = useFetcher<Answer>();
  const [forgotten, setForgotten] = useState<Answer | null>(null);
  const { data } = fetcher;
  const { draft, setDraft, isDirty, discard, isBusy } = useDraft(
    fetcher,
    { kind: 'merchandising-saved', toast: 'Saved' },
    draftOf(view),
    toStored,
  );
  const refused = !isBusy && data?.kind === 'refused' && data !== forgotten ? data : null;
  const change = (part: Partial<MerchandisingDraft>) => setDraft({ ...draft, ...part });
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save', version: draft.version, draft: toStored(draft) }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <BlockStack gap="400">
      {refused && <SaveProblem sentence={refused.sentence} />}
      <div className="halves">
        <PickedCard
          title="Pinned"
          explanation="Offered before everything else, in this order, to everyone who does not have them in the cart."
          label="Find a product to pin"
          picked={draft.pin}
          error={refused?.fields['pin']}
          onChange={(pin) => change({ pin })}
        />
        <PickedCard
          title="Banned"
          explanation="Never recommended to anybody."
          label="Find a product to ban"
          picked={draft.ban}
          error={refused?.fields['ban']}
          onChange={(ban) => change({ ban })}
        />
      </div>
      <PairsCard
        pairs={draft.pairs}
        error={refused?.fields['pairs'] ?? refused?.fields['pairs.offer']}
        onChange={(pairs) => change({ pairs })}
      />
      <DialCard
        key={view.merchandising.version}
        dial={draft.marginDial}
        currency={view.currency}
        onChange={(marginDial) => change({ marginDial })}
      />
      <UnsavedChanges
        isDirty={isDirty}
        isSaving={isBusy}
        onSave={save}
        onDiscard={() => (discard(), setForgotten(data ?? null))}
      />
    </BlockStack>
  );
}
