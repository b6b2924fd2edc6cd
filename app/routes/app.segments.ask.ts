import { json } from '@remix-run/node';
import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readAction } from '#app/http/admin-request.ts';
import type { ExplainProblem } from '#app/use-cases/segments/explain-membership.ts';

const rule = z.string().max(20_000);
const question = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('preview'), rule }),
  z.object({ intent: z.literal('explain'), rule, shopper: z.string().max(300) }),
  z.object({ intent: z.literal('values') }),
]);

/** What the segment editor asks while a rule is written: who would be in it, why somebody is, and which values occur. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = await readAction(request, question);
  switch (asked.intent) {
    case 'preview': {
      const preview = await admin.previewSegment({ shop, rule: asked.rule });
      return json({ preview: preview.ok ? preview.value : null });
    }
    case 'explain': {
      const reason = await admin.explainMembership({ shop, rule: asked.rule, shopper: asked.shopper });
      if (reason.ok) return json({ reason: reason.value, problem: null });
      return json({ reason: null, problem: explainProblem(reason.failure) });
    }
    case 'values':
      return json(await admin.listKnownValues(shop));
  }
}

function explainProblem(failure: ExplainProblem): string {
  return failure.kind === 'unknown-shopper'
    ? `Attune knows no shopper “${failure.given}”. Enter the number in the address of the customer's page.`
    : (failure.diagnostics[0]?.message ?? 'The rule cannot be read.');
}
