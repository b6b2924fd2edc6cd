import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';

export type BodyFailure = 'too-large' | 'incomplete';

/**
 * The request's raw bytes, at most `limitBytes`. A longer body is refused as soon as that is known; Node then reads the
 * rest away, so that the caller still gets the answer.
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Result<Buffer, BodyFailure>> {
  try {
    const length = request.headers['content-length'] ?? null;
    return ok(await getRawBody(request, { limit: limitBytes, length }));
  } catch (error) {
    return fail(isTooLarge(error) ? 'too-large' : 'incomplete');
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 413;
}

/** JSON text as a value; `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
