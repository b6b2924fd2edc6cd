import type { ShopperId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import { readShopperId } from './read-shopper-id.ts';

/** Nobody is known under what was typed. */
export interface UnknownShopper {
  readonly kind: 'unknown-shopper';
  readonly given: string;
}

/** The shopper that a merchant typed, as `find` knows them; null where nothing was typed: a guest. */
export async function findTypedShopper<Known>(
  typed: string,
  find: (shopperId: ShopperId) => Promise<Known | null | undefined>,
): Promise<Result<Known | null, UnknownShopper>> {
  const given = typed.trim();
  if (given === '') return ok(null);
  const shopperId = readShopperId(given);
  const known = shopperId === null ? null : await find(shopperId);
  return known ? ok(known) : fail({ kind: 'unknown-shopper', given });
}
