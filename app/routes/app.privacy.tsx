import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readCustomerId } from '#app/domain/kernel/ids.ts';
import { missing, readAction, staleSentence } from '#app/http/admin-request.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { PrivacyPage } from '#app/ui/privacy/privacy-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Privacy · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const [receipts, waiting, enforced, counts, connections] = await Promise.all([
    admin.listReceipts(shop.domain),
    admin.listWaiting(shop.domain),
    admin.listEnforced(shop.id),
    admin.countConsents(shop.id),
    admin.configuredConnections(shop.id),
  ]);
  const { retention } = admin.viewSettings(shop.settings);
  const told = connections
    .filter(({ isOn }) => isOn)
    .map(({ name, settings: { needs } }) => ({ name, needs }));
  return { receipts, waiting, enforced, counts, connections: told, retention, timezone: shop.timezone };
}

const privacyAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['export', 'erase']), customer: z.string().trim().max(100) }),
  z.object({ intent: z.literal('fetch'), id: z.string().max(100) }),
  z.object({ intent: z.literal('save-retention'), opened: z.unknown().optional(), retention: z.unknown() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = await readAction(request, privacyAction);
  if (asked.intent === 'fetch') {
    const found = await admin.openExport(shop.domain, asked.id);
    if (!found) throw missing('export');
    return json({
      kind: 'fetched',
      name: `customer-${asked.id}.json`,
      text: JSON.stringify(found, null, 2),
    } as const);
  }
  if (asked.intent === 'save-retention') {
    const { opened, retention } = asked;
    const saved = await admin.saveSettings(shop.id, { retention }, opened);
    if (saved.ok) return json({ kind: 'retention-saved' } as const);
    if (saved.failure.kind === 'stale')
      return json({ kind: 'refused', sentence: staleSentence('setting') } as const, 409);
    return json({ kind: 'retention-refused', problems: saved.failure.fields } as const);
  }
  const id = readCustomerId(asked.customer);
  if (id === null) return json({ kind: 'unreadable', given: asked.customer } as const);
  const isAsked = await admin.askPrivacy(shop, asked.intent, id);
  return isAsked
    ? json({ kind: 'asked', wish: asked.intent } as const)
    : json({ kind: 'unknown', given: asked.customer } as const);
}

export default function Privacy() {
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
