import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { tierSourceDraft } from '#app/contracts/connection.ts';
import { missing, readAction, staleSentence } from '#app/http/admin-request.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { SettingsPage } from '#app/ui/settings/settings-page.tsx';
import { testSentence } from '#app/ui/settings/test-sentence.ts';

export const meta: MetaFunction = () => [{ title: 'Settings · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin, apiKeys, config } = context.container;
  const shop = await admin.signIn(request);
  const { id, settings, timezone, currency } = shop;
  const { tiers, guardrails, exploration, holdout, reminders, isInferring } = admin.viewSettings(settings);
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
    guardrails,
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

/** What a card was opened with, as it was told: it is saved only over that. */
const opened = z.unknown().optional();

const settingsAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save-tiers'), opened, tiers: z.unknown() }),
  z.object({ intent: z.literal('save-exploration'), opened, exploration: z.unknown() }),
  z.object({ intent: z.literal('save-holdout'), opened, holdout: z.unknown() }),
  z.object({ intent: z.literal('save-guardrails'), opened, guardrails: z.unknown() }),
  z.object({ intent: z.literal('save-reminders'), opened, reminders: z.unknown() }),
  z.object({ intent: z.literal('save-inference'), opened, isInferring: z.boolean() }),
  z.object({ intent: z.literal('save-tier-source'), opened, tierSource: tierSourceDraft }),
  z.object({ intent: z.literal('save-mail'), opened, mail: z.unknown() }),
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
    const { intent, opened, ...change } = asked;
    const saved = await admin.saveSettings(shopId, change, opened);
    if (saved.ok) return json({ kind: SAVED[intent] });
    if (saved.failure.kind === 'stale') return refuse(409, staleSentence('setting'));
    return refuse(422, Object.values(saved.failure.fields)[0] ?? '');
  }
  if (asked.intent === 'save-tier-source') {
    const saved = await admin.saveTierSource(shopId, asked.tierSource, asked.opened);
    if (saved.ok) return json({ kind: 'tier-source-saved' } as const);
    if (saved.failure.kind === 'stale') return refuse(409, staleSentence('setting'));
    return json({ kind: 'tier-source-refused', problems: saved.failure.fields } as const, 422);
  }
  if (asked.intent === 'save-mail') {
    const saved = await admin.saveMailAccount(shopId, asked.mail, asked.opened);
    if (saved.ok) return json({ kind: 'mail-saved' } as const);
    if (saved.failure.kind === 'stale') return refuse(409, staleSentence('setting'));
    return json({ kind: 'mail-refused', problems: saved.failure.fields } as const, 422);
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
  return refuse(422, sentence);
}

const refuse = (status: number, sentence: string) => json({ kind: 'refused', sentence } as const, status);

/** Switched, or what Shopify says against it. */
async function answerSwitch(isOn: boolean, done: Promise<void>) {
  try {
    await done;
    return json({ kind: 'switched', isOn } as const);
  } catch (error) {
    if (!(error instanceof ShopifyRejected)) throw error;
    return refuse(422, error.message);
  }
}

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
