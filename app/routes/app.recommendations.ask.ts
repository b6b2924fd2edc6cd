import { json } from '@remix-run/node';
import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readAction } from '#app/http/admin-request.ts';

const question = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('dial') }),
  z.object({
    intent: z.literal('try'),
    products: z.array(z.string().max(100)).max(30),
    shopper: z.string().max(300),
  }),
]);

/** What the recommendations page asks: what each position of the margin dial would do, and what a cart and a shopper would be offered. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = await readAction(request, question);
  if (asked.intent === 'dial') return json(await admin.previewMarginDial(shop));
  const { products, shopper } = asked;
  const tried = await admin.tryRecommendations({ shop, products, shopper });
  if (tried.ok) return json({ tried: tried.value, problem: null });
  const problem = `Attune knows no shopper “${tried.failure.given}”. Enter the number in the address of the customer's page.`;
  return json({ tried: null, problem });
}
