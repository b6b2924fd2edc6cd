/** How often a campaign shows to one shopper, beside what else, and how much of it there is in all. */
export interface Limits {
  /** Of the campaigns of a group a shopper sees one at most in an answer, the one with the highest priority. */
  readonly group: string | null;
  /** Shown in at most so many checkouts of a shopper within so many days. */
  readonly shown: { readonly times: number; readonly days: number } | null;
  /** Dismissed, it is not shown again for so many days. */
  readonly dismissedDays: number | null;
  /** After so many acceptances, undone ones not counted, it shows to nobody. */
  readonly acceptances: number | null;
}

export const NO_LIMITS: Limits = { group: null, shown: null, dismissedDays: null, acceptances: null };
