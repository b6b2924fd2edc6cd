import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { json } from '@remix-run/node';
import { z } from 'zod';
import { missing, readAction } from '#app/http/admin-request.ts';
import { answerStored } from '#app/http/campaign-answer.ts';
import { CampaignList } from '#app/ui/campaigns/campaign-list.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Campaigns · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = listed.parse(Object.fromEntries(new URL(request.url).searchParams));
  const list = await admin.listCampaigns({ shopId: shop.id, ...asked });
  return { ...list, text: asked.text, timezone: shop.timezone };
}

/** What the address asks for; what is no page is the first one. */
const listed = z.object({
  text: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

const rowAction = z.object({
  intent: z.enum(['start', 'pause', 'resume', 'end', 'duplicate', 'remove']),
  id: z.string().max(100),
  version: z.number().int(),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const { id: shopId } = await admin.signIn(request);
  const { intent, id, version } = await readAction(request, rowAction);
  if (intent === 'remove') {
    if (!(await admin.removeCampaign(shopId, id))) throw missing('campaign');
    return json({ kind: 'removed', toast: 'Campaign deleted' } as const);
  }
  if (intent === 'duplicate')
    return answerStored(await admin.duplicateCampaign({ shopId, id }), 'Copied as a draft');
  const stepped = await admin.stepCampaign({ shopId, id, version, action: intent });
  if (!stepped.ok && stepped.failure.kind === 'stale')
    return json({ kind: 'refused', sentence: STALE_ROW, fields: {} } as const, 409);
  return answerStored(stepped, STEP_TOASTS[intent]);
}

const STALE_ROW =
  'The campaign was changed somewhere else meanwhile. The list shows it as it is now: look at it, and try again.';

const STEP_TOASTS = {
  start: 'Campaign started',
  pause: 'Campaign paused',
  resume: 'Campaign resumed',
  end: 'Campaign ended',
} as const;

export default function Campaigns() {
  return <CampaignList {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
