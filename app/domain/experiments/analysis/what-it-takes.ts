import type { NeededUnits, Outlook } from './outlook.ts';
import { figure, share } from './wording.ts';

/** Weeks above which an experiment is given up. */
const A_YEAR = 52;

/** The change that is spoken of first: a smaller one seldom pays, a larger one is seldom there. */
const SPOKEN_LIFT = 0.05;

/** A sentence on how long an open experiment may take; `units` are those of all arms so far. */
export function whatItTakes({ changes }: Outlook, units: number): string {
  if (changes.length === 0)
    return 'Nothing can be said of how long it takes, because control is not above 0.';
  const open = changes.filter((change) => change.lift <= SPOKEN_LIFT && change.units.alwaysValid > units);
  const next = open.toSorted((a, b) => b.lift - a.lift)[0];
  if (!next)
    return `A change of ${share(changes[0]?.lift ?? 0)} or more would most likely have shown by now.`;
  const known = next.lift < SPOKEN_LIFT ? 'A larger change would most likely have shown by now. ' : '';
  const needed = `A change of ${share(next.lift)} takes about ${figure(next.units.alwaysValid)} units in all; there are ${figure(units)}.`;
  return `${known}${needed}${adviceOf(next, units)}`;
}

function adviceOf({ weeks, units: { alwaysValid } }: NeededUnits, units: number): string {
  if (weeks === null || weeks * (1 - units / alwaysValid) <= A_YEAR) return '';
  return ' At this traffic that is more than a year: pool with other campaigns, or try something bolder.';
}
