import { BlockStack, Card, List, Page, Text } from '@shopify/polaris';
import type { ComponentProps } from 'react';
import { ApiKeysCard } from './api-keys-card.tsx';
import { ExplorationCard } from './exploration-card.tsx';
import { InferenceCard } from './inference-card.tsx';
import { GuardrailsCard } from './guardrails-card.tsx';
import { MailAccountCard } from './mail-account-card.tsx';
import { PixelCard } from './pixel-card.tsx';
import { PlacesCard } from './places-card.tsx';
import { RemindersCard } from './reminders-card.tsx';
import { HoldoutCard } from './holdout-card.tsx';
import { TiersCard } from './tiers-card.tsx';

type SettingsView = ComponentProps<typeof ApiKeysCard> &
  ComponentProps<typeof GuardrailsCard> &
  ComponentProps<typeof ExplorationCard> &
  ComponentProps<typeof HoldoutCard> &
  ComponentProps<typeof InferenceCard> &
  ComponentProps<typeof MailAccountCard> &
  Pick<ComponentProps<typeof RemindersCard>, 'reminders'> &
  Pick<ComponentProps<typeof PixelCard>, 'pixel'> &
  ComponentProps<typeof PlacesCard> &
  ComponentProps<typeof TiersCard>;

/** Settings: what is the shop's own to decide, and what Attune keeps. */
export function SettingsPage(view: SettingsView) {
  const { tiers, guardrails, exploration, holdout, reminders, mail, pixel, keys, timezone } = view;
  const { isInferring, shopDomain, apiKey } = view;
  return (
    <Page title="Settings">
      <BlockStack gap="400">
        <TiersCard key={JSON.stringify(tiers)} tiers={tiers} />
        <GuardrailsCard key={JSON.stringify(guardrails)} guardrails={guardrails} />
        <ExplorationCard key={exploration} exploration={exploration} />
        <HoldoutCard key={holdout} holdout={holdout} />
        <InferenceCard key={String(isInferring)} isInferring={isInferring} />
        <PlacesCard shopDomain={shopDomain} apiKey={apiKey} />
        <PixelCard pixel={pixel} timezone={timezone} />
        <RemindersCard key={JSON.stringify(reminders)} reminders={reminders} hasMailServer={mail !== null} />
        <MailAccountCard key={JSON.stringify(mail)} mail={mail} />
        <ApiKeysCard keys={keys} timezone={timezone} />
        <PrivacyCard />
      </BlockStack>
    </Page>
  );
}

function PrivacyCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What Attune keeps
        </Text>
        <List>
          <List.Item>
            Of a shopper: orders (products, amounts, times), tags, country, language, marketing consent and
            open carts; with the web pixel, of visitors who allow analytics, products looked at, searches and
            the kind of device. No names, no e-mail addresses, no phone numbers: a reminder’s address is asked
            of Shopify when it is sent.
          </List.Item>
          <List.Item>
            For saved details: the last delivery address, encrypted, and the type of the last payment. Never
            card data.
          </List.Item>
          <List.Item>
            Not at all: device fingerprints, locations beyond what Shopify tells, gender or age.
          </List.Item>
          <List.Item>
            Requests of your customers to see or erase their data come from Shopify by themselves; each is
            carried out and leaves a receipt without personal data. When you uninstall, Shopify asks Attune
            two days later to erase the whole shop.
          </List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
