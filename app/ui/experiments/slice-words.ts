import type { SliceArm } from '#app/domain/experiments/checkouts/slices.ts';

/** Who was in none of the segments. */
export const NO_SEGMENT = 'In none of these';

/** A segment's name; one that was removed since keeps its place. */
export function nameSegments(
  segments: readonly { readonly id: string; readonly name: string }[],
): (segmentId: string | null) => string {
  return (segmentId) =>
    segmentId === null
      ? NO_SEGMENT
      : (segments.find(({ id }) => id === segmentId)?.name ?? 'A segment that was removed');
}

/** What the intervals show, without a verdict. */
export function sliceFinding(
  rows: readonly { readonly name: string; readonly added: SliceArm['added'] }[],
): string {
  const told = rows.filter(({ added }) => added !== null);
  if (told.length === 0) return 'No slice has enough checkouts and orders yet to say anything.';
  const apart = told.filter(({ added }) => added !== null && (added.low > 0 || added.high < 0));
  if (apart.length === 0)
    return `In ${told.length === rows.length ? 'every slice' : 'every slice that has enough checkouts'} “no change” is still possible.`;
  const names = new Intl.ListFormat('en').format(apart.map(({ name }) => `“${name}”`));
  return `The interval leaves out “no change” in ${names}. That is a question for an experiment of its own, not a verdict.`;
}
