import type { ProductId } from '../../kernel/ids.ts';
import { cutHistory } from '../../recommendations/portable/history-text.ts';
import type { Suggestion } from '../offers.ts';
import { rankedAsOf } from '../ranked-as-of.ts';
import type { Render } from '../render.ts';
import { homeCountryOf } from './compile-shop.ts';
import { localSources, suggestionsOf, toLists } from './compile-lists.ts';
import { goesByHistory } from './list-name.ts';
import type { CustomerPayload } from './payload.ts';

/** So many products of a list that a customer's own past suggests, where there is room. */
export const MOST_OWN = 18;
/** The history is cut only where there is no room for so many. */
const ENOUGH_OWN = 12;
/** For each of these so many products bought before, and so many that those lead to. */
const BOUGHT_EACH = 40;
const LEADS_EACH = 40;

type Past = Pick<CustomerPayload, 'lists' | 'offers' | 'traits' | 'history'>;

const NO_PAST: Past = { lists: {}, offers: [], traits: [], history: null };

/** Reasons that a past gives: what is suggested for others stands in the payloads of products. */
const OWN_REASONS: ReadonlySet<string> = new Set(['bought-before', 'time-to-refill', 'because-you-bought']);

/**
 * What a customer bought before, as the upsells of the placement go by it, in the measure of `most`: up to as many suggestions of a list. Nothing
 * where no upsell goes by it, and where margins are weighed, which never leave the server.
 */
export function compilePast(
  render: Render,
  rests: (productId: ProductId) => boolean,
): { cut(most: number): Past } {
  const { snapshot, question, pastOrders } = render.situation;
  const sources = localSources(snapshot).filter(([name]) => goesByHistory(name));
  const isTold = sources.length > 0 && snapshot.merchandising.marginDial === 0;
  if (!isTold || pastOrders.length === 0) return { cut: () => NO_PAST };
  const portable = snapshot.model.portable(rankedAsOf(question.now), homeCountryOf(snapshot));
  const isOwn = (suggestion: Suggestion): boolean =>
    suggestion.alternative !== null &&
    !rests(suggestion.productId) &&
    OWN_REASONS.has(suggestion.reason().code);
  const all = sources.map(
    ([name, source]) => [name, suggestionsOf(source, render, MOST_OWN, isOwn)] as const,
  );
  const history = portable.history(pastOrders.map(({ at, products }) => ({ time: at, skus: products })));
  return {
    cut(most) {
      const listed = toLists(all.map(([name, list]) => [name, list.slice(0, most)] as const));
      const share = Math.min(most, ENOUGH_OWN);
      return {
        ...listed,
        traits: listed.offers.map(({ productId }) => portable.traits(productId)),
        history: history && cutHistory(history, share * BOUGHT_EACH, share * LEADS_EACH),
      };
    },
  };
}
