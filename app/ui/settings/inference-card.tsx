import { BlockStack, Button, Card, Checkbox, InlineStack } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { CardHead } from '../card-head.tsx';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';

type Answer = { readonly kind: 'inference-saved' } | { readonly kind: 'refused'; readonly sentence: string };

/** Whether missing countries and devices are inferred for rules that ask for it. */
export function InferenceCard({ isInferring }: { isInferring: boolean }) {
  const fetcher = useFetcher<Answer>();
  const { data } = fetcher;
  const {
    draft: isOn,
    opened,
    setDraft: setIsOn,
    isDirty,
    discard,
    isBusy,
  } = useCardDraft(
    fetcher,
    { kind: 'inference-saved', toast: 'Inference saved' },
    isInferring,
    (stored) => stored,
  );
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-inference', opened, isInferring: isOn }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Missing values">
          Attune can infer a customer’s country and kind of device where they are missing, from how shoppers
          buy of whom they are known. A segment sees an inferred value only where its rule says INFERRED, with
          the probability it asks for; what is known always goes first. Nothing about health, faith, origin,
          sex or age is ever inferred. How well it does is on the Data page.
        </CardHead>
        <Checkbox label="Infer missing countries and devices" checked={isOn} onChange={setIsOn} />
        {isDirty && data?.kind === 'refused' && <SaveProblem sentence={data.sentence} />}
        <InlineStack align="end">
          <Button onClick={save} loading={isBusy} disabled={!isDirty}>
            Save
          </Button>
        </InlineStack>
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}
