import type { DecisionRequestInput, Placement } from '../contract.ts';
import type { Host } from '../host.ts';
import type { Remembered } from '../memory.ts';
import { checkPrices } from '../prices.ts';
import { askFor } from '../question.ts';
import { toEntries, withEntries, type Entry } from '../state.ts';
import type { Store } from '../store.ts';
import { decideHere, type DecidedHere } from './local-items.ts';

/** Stands in the place of a decision's id: the server made none. Cart lines of such offers are marked with it too. */
const DECIDED_HERE = { decisionId: 'local', trackToken: '' };

/** Limit of the contract (app/contracts/checkout-decision.ts). */
const MOST_TOLD = 20;

type ShownHere = DecidedHere['items'][number];

/** Offers that are shown until the server's answer takes their place. */
export interface LocalOffers {
  /** Shows what can be decided here, unless something is on screen already or the answer has come. */
  show(known: Remembered): void;
  /** The question with what of them is on screen until the answer comes, and, where it is still what they were decided for, by what. */
  tellIn(asked: DecisionRequestInput): DecisionRequestInput;
}

interface LocalParts {
  readonly host: Host;
  readonly placement: Placement;
  readonly store: Store;
}

/** Metafields may come a moment after the start; until an answer is there they are looked at again. */
export function createLocalOffers({ host, placement, store }: LocalParts): LocalOffers {
  let remembered: Remembered | null = null;
  let told: { readonly asked: string; readonly basis: DecidedHere['basis'] } | null = null;

  function show(): void {
    if (!remembered?.isFirstAsker || store.get().phase !== 'loading') return;
    const asked = askFor(host, placement, [...remembered.dismissed, ...store.get().dismissed]);
    const { items: decided, basis } = decideHere(host, asked);
    const items = decided.map((item) => inLanguage(item, asked.language));
    if (items.length === 0) return;
    told = { asked: JSON.stringify(asked), basis };
    const checked = items.map((item) => ({ item, productUrl: null }));
    store.set(withEntries(store.get(), toEntries(DECIDED_HERE, checked, 'local')));
    void correct(items);
  }

  /** Shopify's word on price and stock, asked for once they are on screen; the answer, if it is there first, was checked itself. */
  async function correct(items: DecidedHere['items']): Promise<void> {
    const checked = await checkPrices(host, items);
    const { entries } = store.get();
    if (entries.length === 0 || entries.some(({ source }) => source !== 'local')) return;
    store.set(withEntries(store.get(), toEntries(DECIDED_HERE, checked, 'local')));
  }

  host.appMetafields?.subscribe(show);
  return {
    show(known) {
      remembered = known;
      show();
    },
    tellIn(asked) {
      const shown = store.get().entries.filter(({ source }) => source === 'local');
      if (shown.length === 0) return asked;
      const localBasis = told?.asked === JSON.stringify(asked) ? told.basis : undefined;
      return { ...asked, local: shown.slice(0, MOST_TOLD).map(toTold), localBasis };
    },
  };
}

function toTold({ item }: Entry) {
  const { key } = item;
  return item.kind === 'offer' ? { key, productId: item.productId, variantId: item.variantId } : { key };
}

/** Payloads hold reasons in English alone: elsewhere an offer says something general until the server's words are there. */
function inLanguage(item: ShownHere, language = 'en'): ShownHere {
  if (item.kind !== 'offer' || /^en\b/i.test(language)) return item;
  return { ...item, reason: { ...item.reason, text: '' } };
}
