import { vi } from 'vitest';

/** A busy machine may take that long over what is done in milliseconds; what must come within a time is measured, not waited for. */
const PATIENCE_MS = 15_000;

/** Checks again until it holds, and gives what it gave; rejects with the last failure. */
export function eventually<Found>(check: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(check, { timeout: PATIENCE_MS });
}
