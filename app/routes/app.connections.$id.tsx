import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { readCustomerId } from '#app/domain/kernel/ids.ts';
import { missing, readAction } from '#app/http/admin-request.ts';
import { ConnectionEditor } from '#app/ui/connections/connection-editor.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { revalidateAfterChange } from '#app/ui/use-save.ts';

export const meta: MetaFunction = () => [{ title: 'Connection · Attune' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const { id = 'new' } = params;
  const all = await admin.listConnections(shop.id);
  const connection = all.find((each) => each.id === id) ?? null;
  if (connection === null && id !== 'new') throw missing('connection');
  return { connection, pulls: await admin.newestPulls(shop.id, id), timezone: shop.timezone };
}

const connectionAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), connection: z.unknown() }),
  z.object({ intent: z.literal('remove') }),
  z.object({ intent: z.literal('test'), customer: z.string().trim().max(100) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const { id = 'new' } = params;
  const asked = await readAction(request, connectionAction);
  if (asked.intent === 'remove') {
    await admin.removeConnection(shop.id, id);
    return json({ kind: 'removed', toast: 'Connection removed' } as const);
  }
  if (asked.intent === 'save') {
    const saved = await admin.saveConnection(shop.id, asked.connection);
    if (!saved.ok)
      return json({ kind: 'refused', sentence: 'Nothing was saved.', fields: saved.failure } as const);
    return json({ kind: 'saved', id: saved.value, toast: 'Connection saved' } as const);
  }
  const customer = readCustomerId(asked.customer);
  if (customer === null) return json({ kind: 'unreadable', given: asked.customer } as const);
  const test = await admin.testConnection(shop, id, customer);
  if (!test) throw missing('connection');
  return json({ kind: 'tested', test } as const);
}

export default function Connection() {
  // A save leads here again: the form then starts from what is stored.
  const { key } = useLocation();
  return <ConnectionEditor key={key} {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary, revalidateAfterChange as shouldRevalidate };
