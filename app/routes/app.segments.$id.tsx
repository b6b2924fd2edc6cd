import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { missing, readAction, staleSentence } from '#app/http/admin-request.ts';
import type { SaveSegmentFailure } from '#app/use-cases/segments/save-segment.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { SegmentEditor } from '#app/ui/segments/segment-editor.tsx';
import { revalidateAfterChange } from '#app/ui/use-save.ts';

export const meta: MetaFunction = () => [{ title: 'Segment · Attune' }];

const NEW = 'new';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const id = params.id ?? NEW;
  const segment = id === NEW ? null : await admin.openSegment(shop, id);
  if (id !== NEW && !segment) throw missing('segment');
  const templates = segment ? [] : await admin.listTemplates(shop);
  const { currency, timezone } = shop;
  return { segment, templates, start: startOf(new URL(request.url)), currency, timezone };
}

/** What a link to a new segment brings along: its name, and a rule or a query of Shopify's. */
function startOf({ searchParams }: URL): { name: string; rule: string; query: string } {
  const given = (name: string): string => searchParams.get(name)?.slice(0, 4_000) ?? '';
  return { name: given('name').slice(0, 80), rule: given('rule'), query: given('query') };
}

const segmentAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), version: z.number().int(), draft: z.unknown() }),
  z.object({ intent: z.literal('remove') }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = await readAction(request, segmentAction);
  const id = params.id === undefined || params.id === NEW ? null : params.id;
  if (asked.intent === 'remove') {
    const removed = await admin.removeSegment(shop.id, id ?? '');
    if (removed.ok) return json({ kind: 'removed', toast: 'Segment deleted' } as const);
    if (removed.failure.kind === 'not-found') throw missing('segment');
    const users = removed.failure.campaignNames.map((name) => `“${name}”`).join(', ');
    return refuse(409, `It is used by ${users}. Take it out of there first.`);
  }
  const by = await admin.readStaffId(request);
  const saved = await admin.saveSegment({ shop, id, version: asked.version, draft: asked.draft, by });
  return saved.ok
    ? json({ kind: 'saved', id: saved.value.id, toast: 'Segment saved' } as const)
    : answerRefusal(saved.failure);
}

function answerRefusal(failure: SaveSegmentFailure) {
  switch (failure.kind) {
    case 'not-found':
      throw missing('segment');
    case 'stale':
      return refuse(409, staleSentence('segment'));
    case 'invalid':
      return refuse(422, 'Some fields need another look.', failure.fields);
    case 'sensitive': {
      const texts = failure.mentions.map(({ text, category }) => `“${text}” (${category})`).join(', ');
      return refuse(422, `The rule names ${texts}. Say why it may, and how members agreed.`, {
        sensitive: 'Expected a reason, found none.',
      });
    }
    case 'invalid-rule': {
      const [first] = failure.diagnostics;
      return refuse(422, first?.message ?? 'The rule cannot be read.', { rule: first?.message ?? '' });
    }
  }
}

function refuse(status: number, sentence: string, fields: Readonly<Record<string, string>> = {}) {
  return json({ kind: 'refused', sentence, fields } as const, status);
}

export default function Segment() {
  // A save leads here again: the form then starts from what is stored.
  const { key } = useLocation();
  return <SegmentEditor key={key} {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary, revalidateAfterChange as shouldRevalidate };
