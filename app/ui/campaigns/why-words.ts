import type { Clause } from '#app/domain/campaigns/eligibility.ts';
import type { Outcome } from '#app/domain/campaigns/decide.ts';

/** A clause of a campaign: what it asks, and what is the matter when it refuses. */
export const CLAUSE_WORDS: Readonly<
  Record<Clause['name'], { readonly asks: string; readonly refuses: string }>
> = {
  'not-open': { asks: 'Its schedule is open', refuses: 'Its schedule is not open' },
  'not-in-audience': { asks: 'In its audience', refuses: 'In none of the segments it shows to' },
  'kept-out': { asks: 'In no segment it keeps out', refuses: 'In a segment it keeps out' },
  'shown-enough': {
    asks: 'Shown less often than its limit allows',
    refuses: 'Shown in as many checkouts as its limit allows',
  },
  'dismissed-lately': { asks: 'Not dismissed lately', refuses: 'Dismissed, and still to stay away' },
  'budget-spent': { asks: 'Its budget is not spent', refuses: 'Its budget is spent' },
};

/** Why an experiment is not about a shopper: the campaign is then as if it had none. */
export const OUTSIDE_WORDS = {
  group: 'Outside its experiment: belongs to another part of the experiment’s group',
  traffic: 'Outside its experiment: no arm holds this shopper',
} as const;

/** Why a campaign did not show, for counts of a dry run. */
export const NOT_SHOWN_WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(CLAUSE_WORDS).map(([name, { refuses }]) => [name, refuses])),
  control: 'In the control arm of its experiment',
  'group-taken': 'Another campaign of its group went first',
  'no-room': 'Higher campaigns filled its places',
  'nothing-to-show':
    'Nothing to show: no product passed, a placeholder had no value, or its discount is not given here',
} satisfies Record<Exclude<Outcome['kind'], 'refused' | 'shown'>, string> & Record<string, string>;
