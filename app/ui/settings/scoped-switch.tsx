import { BlockStack, Button, InlineError, InlineStack } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { requestScopes } from '../app-bridge.ts';
import { useToast } from '../use-toast.ts';

interface ScopedSwitchProps {
  readonly id: string;
  /** For the note after it was switched: "Web pixel". */
  readonly name: string;
  /** The action that switches. */
  readonly intent: 'switch-pixel' | 'switch-local';
  readonly isOn: boolean;
  /** What it needs of Shopify, and what of that is not granted. */
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
}

type SwitchAnswer =
  | { readonly kind: 'switched'; readonly isOn: boolean }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Switches something on that needs optional scopes, which the merchant is asked for first; and off. */
export function ScopedSwitch({ id, name, intent, isOn, scopes, missingScopes }: ScopedSwitchProps) {
  const fetcher = useFetcher<SwitchAnswer>();
  const [isRefused, setIsRefused] = useState(false);
  const { data, state } = fetcher;
  useToast(data, data?.kind === 'switched' ? `${name} switched ${data.isOn ? 'on' : 'off'}` : null);
  const submit = (on: boolean) =>
    fetcher.submit(JSON.stringify({ intent, on }), { method: 'post', encType: 'application/json' });
  const switchOn = async () => {
    const isGranted = missingScopes.length === 0 || (await requestScopes(scopes));
    setIsRefused(!isGranted);
    if (isGranted) submit(true);
  };
  const problem = isRefused ? 'Shopify has not granted it.' : data?.kind === 'refused' ? data.sentence : null;
  return (
    <BlockStack gap="200">
      {problem !== null && <InlineError message={problem} fieldID={id} />}
      <InlineStack>
        <Button
          id={id}
          loading={state !== 'idle'}
          onClick={isOn ? () => submit(false) : () => void switchOn()}
        >
          {isOn ? 'Switch off' : 'Switch on'}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
