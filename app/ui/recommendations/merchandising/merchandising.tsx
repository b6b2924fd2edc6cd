import { BlockStack } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { SaveProblem } from '../../save-problem.tsx';
import { UnsavedChanges } from '../../unsaved-changes.tsx';
import type { RecommendationsView } from '../view.ts';
import { draftOf, toStored, type MerchandisingDraft } from './draft.ts';
import { DialCard } from './dial-card.tsx';
import { PairsCard } from './pairs-card.tsx';
import { PickedCard } from './picked-card.tsx';
import { useToast } from '../../use-toast.ts';

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
  const [stored] = useState(() => draftOf(view));
  const [draft, setDraft] = useState(stored);
  const { data, state } = fetcher;
  useToast(data, data?.kind === 'merchandising-saved' ? 'Saved' : null);
  const isDirty = JSON.stringify(toStored(draft)) !== JSON.stringify(toStored(stored));
  const refused = state === 'idle' && data?.kind === 'refused' ? data : null;
  const change = (part: Partial<MerchandisingDraft>) => setDraft({ ...draft, ...part });
  const save = () =>
    fetcher.submit(
      JSON.stringify({ intent: 'save', version: view.merchandising.version, draft: toStored(draft) }),
      { method: 'post', encType: 'application/json' },
    );
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
        dial={draft.marginDial}
        currency={view.currency}
        onChange={(marginDial) => change({ marginDial })}
      />
      <UnsavedChanges
        isDirty={isDirty}
        isSaving={state !== 'idle'}
        onSave={save}
        onDiscard={() => setDraft(stored)}
      />
    </BlockStack>
  );
}
