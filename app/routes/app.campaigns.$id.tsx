import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { CAMPAIGN_KINDS } from '#app/contracts/campaign-content.ts';
import { missing, readAction } from '#app/http/admin-request.ts';
import { answerStored } from '#app/http/campaign-answer.ts';
import { answerExperiment } from '#app/http/experiment-answer.ts';
import { CampaignEditor } from '#app/ui/campaigns/campaign-editor.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { revalidateAfterChange } from '#app/ui/use-save.ts';

export const meta: MetaFunction = () => [{ title: 'Campaign · Attune' }];

const NEW = 'new';
const idOf = (id: string | undefined): string | null => (id === undefined || id === NEW ? null : id);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const view = await admin.openCampaignEditor({ shopId: shop.id, id: idOf(params.id) });
  if (!view) throw missing('campaign');
  const asked = new URL(request.url).searchParams.get('kind');
  const kind = view.campaign?.kind ?? CAMPAIGN_KINDS.find((known) => known === asked) ?? 'upsell';
  const incentive = kind === 'incentive' ? await admin.viewIncentive(shop, view.campaign?.id ?? null) : null;
  return { ...view, kind, incentive, timezone: shop.timezone, currency: shop.currency };
}

const campaignAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), version: z.number().int(), draft: z.unknown() }),
  z.object({ intent: z.literal('restore'), version: z.number().int(), former: z.number().int() }),
  z.object({ intent: z.literal('duplicate') }),
  z.object({ intent: z.literal('remove') }),
  z.object({ intent: z.literal('start-experiment'), draft: z.unknown() }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { admin } = context.container;
  const { id: shopId } = await admin.signIn(request);
  const asked = await readAction(request, campaignAction);
  const id = idOf(params.id);
  if (asked.intent === 'save') {
    const { version, draft } = asked;
    return answerStored(await admin.saveCampaign({ shopId, id, version, draft }), 'Campaign saved');
  }
  if (asked.intent === 'restore') {
    const { version, former } = asked;
    const restored = await admin.restoreVersion({ shopId, id: id ?? '', version, former });
    return answerStored(restored, `Version ${former} restored`);
  }
  if (asked.intent === 'duplicate')
    return answerStored(await admin.duplicateCampaign({ shopId, id: id ?? '' }), 'Copied as a draft');
  if (asked.intent === 'start-experiment')
    return answerExperiment(
      await admin.startExperiment({ shopId, campaignId: id ?? '', draft: asked.draft }),
      'Experiment started',
    );
  if (!(await admin.removeCampaign(shopId, id ?? ''))) throw missing('campaign');
  return json({ kind: 'removed', toast: 'Campaign deleted' } as const);
}

export default function Campaign() {
  // A save leads here again: the form then starts from what is stored.
  const { key } = useLocation();
  return <CampaignEditor key={key} {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary, revalidateAfterChange as shouldRevalidate };
