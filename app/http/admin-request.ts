import { z } from 'zod';

/** The most bytes of an action: a campaign with texts in thirty languages has a tenth of it. */
const MOST_BYTES = 1024 * 1024;

/**
 * The JSON body of an admin action, of the shape `schema` says, in texts that a database can hold. Throws a 400 or 413 Response with words
 * otherwise: the pages send nothing else, so only a tampered or outdated page gets it.
 */
export async function readAction<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await readText(request);
  if (text === null) throw new Response('Expected an action of at most 1 MB.', { status: 413 });
  const parsed = schema.safeParse(parseStorable(text));
  if (parsed.success) return parsed.data;
  throw new Response(`Expected an action of this page: ${z.prettifyError(parsed.error)}`, { status: 400 });
}

/** Null when it is too long: what is left is not read. */
async function readText({ body }: Request): Promise<string | null> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    size += next.value.byteLength;
    if (size > MOST_BYTES) return null;
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** JSON with a replacement character where a text has a NUL or half of a surrogate pair, which PostgreSQL refuses; null when it is no JSON. */
function parseStorable(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value,
    );
  } catch {
    return null;
  }
}

/** A 404 that names what is missing, e.g. "segment". */
export function missing(what: string): Response {
  return Response.json({ what }, { status: 404 });
}

/** Says that somebody else saved first. Nothing of theirs is overwritten. */
export function staleSentence(what: string): string {
  return `This ${what} was changed somewhere else while you had it open. Copy what you want to keep, reload the page to see the newer version, and save again.`;
}
