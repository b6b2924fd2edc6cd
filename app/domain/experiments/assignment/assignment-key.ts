import type { Instant } from '../../kernel/instant.ts';

/** The text by which a shopper is placed: the id under which the shopper was first seen. */
export interface AssignmentKey {
  readonly key: string;
  readonly firstSeenAt: Instant;
}

/**
 * The key of a visitor and a customer who turn out to be one shopper: the one seen first, at equal times the one first in order of
 * code units. So a new customer keeps the arm of the visitor who became it, and a customer who comes back on a new device keeps the
 * customer's. In whatever order merges come, the same key is left. Under the other key the shopper may have been in another arm: its
 * checkouts from that time then count for a unit in two arms, which a report leaves out and counts.
 */
export function mergeAssignmentKeys(a: AssignmentKey, b: AssignmentKey): AssignmentKey {
  if (a.firstSeenAt !== b.firstSeenAt) return a.firstSeenAt < b.firstSeenAt ? a : b;
  return a.key <= b.key ? a : b;
}
