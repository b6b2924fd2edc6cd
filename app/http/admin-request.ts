import { z } from 'zod';

/**
 * The JSON body of an admin action, of the shape `schema` says. Throws a 400 Response with words otherwise: the pages send
 * nothing else, so only a tampered or outdated page gets it.
 */
export async function readAction<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await request.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Response(`Expected an action of this page: ${z.prettifyError(parsed.error)}`, { status: 400 });
}

/** A 404 that names what is missing, e.g. "segment". */
export function missing(what: string): Response {
  return Response.json({ what }, { status: 404 });
}

/** Says that somebody else saved first. Nothing of theirs is overwritten. */
export function staleSentence(what: string): string {
  return `This ${what} was changed somewhere else while you had it open. Copy what you want to keep, reload the page to see the newer version, and save again.`;
}
