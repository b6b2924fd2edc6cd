import { BlockStack, Button, Card, Checkbox, InlineStack } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { CardHead } from '../card-head.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useDraft } from '../use-draft.ts';

/** Whether missing countries and devices are inferred for rules that ask for it. */
export function InferenceCard({ isInferring }: { isInferring: boolean }) {
  const fetcher = useFetcher<{ readonly kind: string }>();
  const {
    draft: isOn,
    setDraft: setIsOn,
    isDirty,
    discard,
    isBusy,
  } = useDraft(fetcher, { kind: 'inference-saved', toast: 'Inference saved' }, isInferring);
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-inference', isInferring: isOn }), {
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
