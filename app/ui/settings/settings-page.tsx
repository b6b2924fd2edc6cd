import { BlockStack, Page, Tabs } from '@shopify/polaris';
import type { ComponentProps, ReactNode } from 'react';
import { ApiKeysCard } from './api-keys-card.tsx';
import { ExplorationCard } from './exploration-card.tsx';
import { InferenceCard } from './inference-card.tsx';
import { GuardrailsCard } from './guardrails-card.tsx';
import { KeptCard } from './kept-card.tsx';
import { LocalCard } from './local-card.tsx';
import { MailAccountCard } from './mail-account-card.tsx';
import { PixelCard } from './pixel-card.tsx';
import { PlacesCard } from './places-card.tsx';
import { RemindersCard } from './reminders-card.tsx';
import { HoldoutCard } from './holdout-card.tsx';
import { TierSourceCard } from './tier-source-card.tsx';
import { TiersCard } from './tiers-card.tsx';
import { usePart } from './use-part.ts';

type SettingsView = ComponentProps<typeof ApiKeysCard> &
  ComponentProps<typeof GuardrailsCard> &
  ComponentProps<typeof ExplorationCard> &
  ComponentProps<typeof HoldoutCard> &
  ComponentProps<typeof InferenceCard> &
  ComponentProps<typeof LocalCard> &
  ComponentProps<typeof MailAccountCard> &
  Pick<ComponentProps<typeof RemindersCard>, 'reminders'> &
  Pick<ComponentProps<typeof PixelCard>, 'pixel'> &
  ComponentProps<typeof PlacesCard> &
  ComponentProps<typeof TiersCard> &
  ComponentProps<typeof TierSourceCard>;

/** Settings: what is the shop's own to decide, and what Attune keeps; a tab for each of its parts. */
export function SettingsPage(view: SettingsView) {
  const parts = partsOf(view);
  const { place, open } = usePart(parts.map(({ id }) => id));
  return (
    <Page title="Settings">
      <BlockStack gap="400">
        <Tabs
          tabs={parts.map(({ id, title }) => ({ id: `tab-${id}`, panelID: id, content: title }))}
          selected={place}
          onSelect={open}
        />
        {/* All of them stay, so that nothing is lost of what is typed in one while another is looked at. */}
        {parts.map(({ id, cards }, at) => (
          <div key={id} id={id} role="tabpanel" aria-labelledby={`tab-${id}`} hidden={at !== place}>
            <BlockStack gap="400">{cards}</BlockStack>
          </div>
        ))}
      </BlockStack>
    </Page>
  );
}

interface Part {
  /** Names it in an address: /app/settings#reminders. */
  readonly id: string;
  readonly title: string;
  readonly cards: ReactNode;
}

function partsOf(view: SettingsView): readonly Part[] {
  const {
    tiers,
    tierSource,
    guardrails,
    exploration,
    holdout,
    reminders,
    mail,
    pixel,
    local,
    keys,
    timezone,
  } = view;
  const { isInferring, shopDomain, apiKey, currency } = view;
  return [
    {
      id: 'offers',
      title: 'Offers',
      cards: (
        <>
          <GuardrailsCard guardrails={guardrails} />
          <ExplorationCard exploration={exploration} />
          <HoldoutCard holdout={holdout} />
        </>
      ),
    },
    {
      id: 'shoppers',
      title: 'Shoppers',
      cards: (
        <>
          <TiersCard tiers={tiers} currency={currency} />
          <TierSourceCard tierSource={tierSource} />
          <InferenceCard isInferring={isInferring} />
        </>
      ),
    },
    {
      id: 'storefront',
      title: 'Checkout and storefront',
      cards: (
        <>
          <LocalCard local={local} timezone={timezone} />
          <PlacesCard shopDomain={shopDomain} apiKey={apiKey} />
          <PixelCard pixel={pixel} timezone={timezone} />
        </>
      ),
    },
    {
      id: 'reminders',
      title: 'E-mail',
      cards: (
        <>
          <RemindersCard reminders={reminders} hasMailServer={mail !== null} />
          <MailAccountCard mail={mail} />
        </>
      ),
    },
    {
      id: 'keys',
      title: 'Keys and data',
      cards: (
        <>
          <ApiKeysCard keys={keys} timezone={timezone} />
          <KeptCard />
        </>
      ),
    },
  ];
}
