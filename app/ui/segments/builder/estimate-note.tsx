import { findFact } from '#app/domain/facts/catalogue.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import { formatCount } from '../../format.ts';
import type { Editing } from './editing.ts';

interface EstimateNoteProps {
  readonly name: string;
  readonly editing: Editing;
}

/** Beside a condition on an estimate: what it is, how its values lie in this shop, and as of when. */
export function EstimateNote({ name, editing }: EstimateNoteProps) {
  const fact = findFact(name);
  if (fact?.source !== 'estimate') return null;
  return <span className="row-note">{sentenceOf(fact, editing)}</span>;
}

function sentenceOf(
  { name, type }: Pick<NonNullable<ReturnType<typeof findFact>>, 'name' | 'type'>,
  { catalogues: { estimated }, currency }: Editing,
): string {
  if (!estimated)
    return 'An estimate. Nothing is estimated yet: it is missing of everybody until the first fit.';
  if (estimated.objection !== null) return `An estimate, missing of everybody. ${estimated.objection}`;
  const asOf = `as of ${toDate(estimated.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (type === 'text') return `An estimate, ${asOf}.`;
  const deciles = estimated.deciles[name];
  if (!deciles) return `An estimate, missing of everybody: the orders of this shop do not tell it (${asOf}).`;
  const [low, middle, high] = [deciles[0], deciles[4], deciles[8]].map((value = 0) => numberWords(value));
  const unit = type === 'money' ? ` ${currency}` : '';
  return `An estimate, ${asOf}. Of ${formatCount(estimated.customers)} customers one in ten has at most ${low}${unit}, half at most ${middle}${unit}, one in ten more than ${high}${unit}.`;
}

function numberWords(value: number): string {
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }).format(value);
}
