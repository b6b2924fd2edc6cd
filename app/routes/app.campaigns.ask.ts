import { json } from '@remix-run/node';
import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { PERMALINK_PAGES } from '#app/domain/kernel/cart-permalink.ts';
import { missing, readAction } from '#app/http/admin-request.ts';
import type { AdminUseCases } from '#app/use-cases/admin.ts';

const cursor = z.object({
  at: z.number().int(),
  orderId: z.templateLiteral(['gid://shopify/Order/', z.string().max(40)]),
  checked: z.number().int().min(0),
});

const question = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('why'),
    id: z.string().max(100),
    shopper: z.string().max(300),
    products: z.array(z.string().max(100)).max(30),
  }),
  z.object({
    intent: z.literal('dry-run'),
    id: z.string().max(100).nullable(),
    draft: z.unknown(),
    after: cursor.nullable(),
  }),
  z.object({
    intent: z.literal('preview'),
    id: z.string().max(100).nullable(),
    draft: z.unknown(),
    shopper: z.string().max(300),
    page: z.enum(PERMALINK_PAGES),
    products: z.array(z.string().max(100)).max(30),
  }),
]);

/** What a campaign's page asks: why a shopper sees it or not, what an unsaved one would have done, and a checkout or a cart page that shows it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = await readAction(request, question);
  if (asked.intent === 'dry-run') {
    const slice = await admin.dryRunCampaign({ ...asked, shop });
    if (slice.ok) return json({ slice: slice.value, problem: null });
    const problem =
      slice.failure.kind === 'invalid'
        ? `Some fields need another look: ${Object.values(slice.failure.fields).join(' ')}`
        : 'Attune is still reading the shop. Try again in a minute.';
    return json({ slice: null, problem });
  }
  if (asked.intent === 'preview') return answerPreview(await admin.previewCampaign({ ...asked, shop }));
  const why = await admin.explainCampaign({ ...asked, shop });
  if (why.ok) return json({ why: why.value, problem: null });
  if (why.failure.kind === 'not-found') throw missing('campaign');
  return json({ why: null, problem: unknownShopper(why.failure.given) });
}

function answerPreview(preview: Awaited<ReturnType<AdminUseCases['previewCampaign']>>) {
  if (preview.ok) return json({ address: preview.value.address, problem: null });
  const { failure } = preview;
  if (failure.kind === 'unknown-shopper')
    return json({ address: null, problem: unknownShopper(failure.given) });
  const problem =
    failure.kind === 'invalid'
      ? `Some fields need another look: ${Object.values(failure.fields).join(' ')}`
      : 'Put at least one product that can be bought into the cart.';
  return json({ address: null, problem });
}

const unknownShopper = (given: string): string =>
  `Attune knows no shopper “${given}”. Enter the number in the address of the customer's page.`;
