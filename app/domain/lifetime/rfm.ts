/** 1 for the worst fifth of a shop's customers, 5 for the best. */
export interface RfmScores {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** What is known of one customer: days since the last purchase, purchases, and what they came to. */
export interface RfmFacts {
  readonly daysSince: number;
  readonly purchases: number;
  readonly spent: number;
}

/**
 * Fifths of the shop's own customers, one answer for each in their order. Equal customers get equal scores: a score is 1 plus the number of whole
 * fifths of the customers who are strictly worse.
 */
export function scoreRfm(customers: readonly RfmFacts[]): readonly RfmScores[] {
  const recency = fifths(customers.map(({ daysSince }) => -daysSince));
  const frequency = fifths(customers.map(({ purchases }) => purchases));
  const monetary = fifths(customers.map(({ spent }) => spent));
  return customers.map((_, at) => ({
    recency: recency[at] ?? 1,
    frequency: frequency[at] ?? 1,
    monetary: monetary[at] ?? 1,
  }));
}

function fifths(values: readonly number[]): Uint8Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const scores = new Uint8Array(values.length);
  let worse = 0;
  order.forEach((customer, rank) => {
    if (values[customer] !== values[order[rank - 1] ?? customer]) worse = rank;
    scores[customer] = 1 + Math.floor((5 * worse) / values.length);
  });
  return scores;
}

export const RFM_GROUPS = [
  'champions',
  'loyal',
  'promising',
  'new',
  'needs attention',
  'at risk',
  'lost',
] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/** The usual names, by how lately and how much a customer buys; "how much" is the mean of frequency and money. */
export function rfmGroup({ recency, frequency, monetary }: RfmScores): RfmGroup {
  const worth = (frequency + monetary) / 2;
  if (recency >= 4) return worth >= 4 ? 'champions' : worth >= 2.5 ? 'promising' : 'new';
  if (recency >= 3) return worth >= 3 ? 'loyal' : 'needs attention';
  return worth >= 3 ? 'at risk' : 'lost';
}
