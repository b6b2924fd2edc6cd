import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { tierSourceDraft } from '#app/contracts/connection.ts';
import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { toGuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';
import { missing, readAction } from '#app/http/admin-request.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { SettingsPage } from '#app/ui/settings/settings-page.tsx';
import { testSentence } from '#app/ui/settings/test-sentence.ts';

export const meta: MetaFunction = () => [{ title: 'Settings · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin, apiKeys, config } = context.container;
  const shop = await admin.signIn(request);
  const { id, settings, timezone, currency } = shop;
  const { tiers, guardrails, exploration, holdout, reminders, isInferring } = readShopSettings(settings);
  const [keys, mail, pixel, local, tierSource] = await Promise.all([
    apiKeys.list(id),
    admin.viewMailAccount(id),
    admin.viewPixel(shop),
    admin.viewLocal(shop),
    admin.viewTierSource(id),
  ]);
  return {
    tiers,
    tierSource,
    guardrails: toGuardrailSettings(guardrails),
    exploration,
    holdout,
    reminders,
    isInferring,
    mail,
    pixel,
    local,
    keys: keys.map(({ shopId: _shopId, ...key }) => key),
    timezone,
    currency,
    shopDomain: shop.domain,
    apiKey: config.shopifyApiKey,
  };
}

const settingsAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save-tiers'), tiers: z.unknown() }),
  z.object({ intent: z.literal('save-exploration'), exploration: z.unknown() }),
  z.object({ intent: z.literal('save-holdout'), holdout: z.unknown() }),
  z.object({ intent: z.literal('save-guardrails'), guardrails: z.unknown() }),
  z.object({ intent: z.literal('save-reminders'), reminders: z.unknown() }),
  z.object({ intent: z.literal('save-inference'), isInferring: z.boolean() }),
  z.object({ intent: z.literal('save-tier-source'), tierSource: tierSourceDraft }),
  z.object({ intent: z.literal('save-mail'), mail: z.unknown() }),
  z.object({ intent: z.literal('send-test') }),
  z.object({ intent: z.literal('switch-pixel'), on: z.boolean() }),
  z.object({ intent: z.literal('switch-local'), on: z.boolean() }),
  z.object({ intent: z.literal('create-key'), name: z.string().max(200) }),
  z.object({ intent: z.literal('revoke-key'), id: z.string().max(100) }),
]);

/** The parts of the settings, each saved by itself. */
const SAVED = {
  'save-tiers': 'tiers-saved',
  'save-exploration': 'exploration-saved',
  'save-holdout': 'holdout-saved',
  'save-guardrails': 'guardrails-saved',
  'save-reminders': 'reminders-saved',
  'save-inference': 'inference-saved',
} as const;

type Asked = z.infer<typeof settingsAction>;
type Change = Extract<Asked, { intent: keyof typeof SAVED }>;

const isChange = (asked: Asked): asked is Change => Object.hasOwn(SAVED, asked.intent);

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin, apiKeys } = context.container;
  const shop = await admin.signIn(request);
  const { id: shopId } = shop;
  const asked = await readAction(request, settingsAction);
  if (isChange(asked)) {
    const { intent, ...change } = asked;
    const saved = await admin.saveSettings(shopId, change);
    return saved.ok
      ? json({ kind: SAVED[intent] })
      : json({ kind: 'refused', sentence: Object.values(saved.failure)[0] ?? '' } as const, 422);
  }
  if (asked.intent === 'save-tier-source') {
    const saved = await admin.saveTierSource(shopId, asked.tierSource);
    return saved.ok
      ? json({ kind: 'tier-source-saved' } as const)
      : json({ kind: 'tier-source-refused', problems: saved.failure } as const, 422);
  }
  if (asked.intent === 'save-mail') {
    const saved = await admin.saveMailAccount(shopId, asked.mail);
    return saved.ok
      ? json({ kind: 'mail-saved' } as const)
      : json({ kind: 'mail-refused', problems: saved.failure } as const, 422);
  }
  if (asked.intent === 'send-test')
    return json({ kind: 'test-sent', ...testSentence(await admin.sendTestMail(shopId)) } as const);
  if (asked.intent === 'switch-pixel')
    return answerSwitch(asked.on, asked.on ? admin.switchPixelOn(shop) : admin.switchPixelOff(shop));
  if (asked.intent === 'switch-local')
    return answerSwitch(asked.on, asked.on ? admin.switchLocalOn(shop) : admin.switchLocalOff(shop));
  if (asked.intent === 'revoke-key') {
    if (!(await apiKeys.revoke(shopId, asked.id))) throw missing('API key');
    return json({ kind: 'key-revoked' } as const);
  }
  const created = await apiKeys.create(shopId, asked.name);
  if (created.ok)
    return json({ kind: 'key-created', key: created.value.key, name: created.value.apiKey.name } as const);
  const { failure } = created;
  const sentence =
    failure.kind === 'too-many'
      ? `A shop has at most ${failure.limit} keys in use. Revoke one first.`
      : `Expected ${failure.expected}, found ${failure.found}.`;
  return json({ kind: 'refused', sentence } as const, 422);
}

/** Switched, or what Shopify says against it. */
async function answerSwitch(isOn: boolean, done: Promise<void>) {
  try {
    await done;
    return json({ kind: 'switched', isOn } as const);
  } catch (error) {
    if (!(error instanceof ShopifyRejected)) throw error;
    return json({ kind: 'refused', sentence: error.message } as const, 422);
  }
}

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
