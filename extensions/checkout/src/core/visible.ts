import { cartLocked, inCart } from '../../../../app/domain/campaigns/guardrails/cart-guardrails.ts';
import { noPrice, priceNotPositive } from '../../../../app/domain/campaigns/guardrails/price-guardrails.ts';
import { acceptanceOf } from './acceptance.ts';
import { changesOf } from './address.ts';
import type { AddressChange } from './address.ts';
import { buyLink } from './buy-link.ts';
import { unitsOf } from './choices.ts';
import type { WireOffer } from './contract.ts';
import type { Host, HostLine } from './host.ts';
import { ACCEPTED_ATTRIBUTE } from './contract.ts';
import { isAccepted, isPinned, keyOf, progressOf } from './state.ts';
import type { Entry, Progress, SessionState } from './state.ts';

/** An entry as the screen needs it. */
export interface VisibleEntry extends Entry {
  readonly progress: Progress;
  /** How many units of an offer a tap adds, or has added. */
  readonly units: number;
  /** The tap is possible here: checkout, unlocked cart or address. */
  readonly canAct: boolean;
  readonly canUndo: boolean;
  /** Where the offer can be bought from a page that cannot write the cart; null where it can, and for what is no offer. */
  readonly buyUrl: string | null;
  /** For a saved address: what the tap changes. */
  readonly changes: readonly AddressChange[];
}

/**
 * What may be on screen now. An offer leaves at once when its product is in the cart, its price is not in the cart's currency,
 * or nothing can be done with it (a locked cart; on the thank-you page, no product page). A saved address leaves when it
 * cannot be applied or would change nothing. What the buyer has accepted stays, with its undo.
 */
export function visibleEntries(host: Host, state: SessionState): readonly VisibleEntry[] {
  const entries = state.entries.filter((entry) => !state.dismissed.includes(keyOf(entry)));
  return limitOffers(
    entries.map((entry) => toVisible(host, state, entry)).filter((entry) => isShowable(host, state, entry)),
    host.settings.current.max_offers,
  );
}

function toVisible(host: Host, state: SessionState, entry: Entry): VisibleEntry {
  const { item } = entry;
  const units = unitsOf(item, state.units[item.key]);
  const shared = { ...entry, progress: progressOf(state, item.key), units, changes: [], buyUrl: null };
  const instructions = host.instructions?.current;
  if (item.kind === 'offer') {
    const canWrite = host.applyCartLinesChange !== undefined;
    return {
      ...shared,
      // A checkout keeps its buyer: a new one is for where nothing can be added.
      buyUrl:
        canWrite || entry.productUrl === null ? null : buyLink(entry.productUrl, entry, { ...item, units }),
      canAct: canWrite && !cartLocked.refuses(item, cartOf(host)),
      canUndo: canWrite && instructions?.lines.canRemoveCartLine === true,
    };
  }
  if (item.kind === 'savedAddress') {
    const canAct = canChangeAddress(host);
    const changes = canAct ? changesOf(item.address, host.shippingAddress?.current) : [];
    return { ...shared, changes, canAct, canUndo: canAct };
  }
  return { ...shared, canAct: false, canUndo: false };
}

function isShowable(host: Host, state: SessionState, entry: VisibleEntry): boolean {
  const { item } = entry;
  if (isPinned(state, entry)) return true;
  if (item.kind === 'savedAddress') return entry.changes.length > 0;
  if (item.kind !== 'offer') return true;
  return !isRefused(host, item) && (entry.canAct || entry.buyUrl !== null);
}

/** The guardrails that can be asked here, by the server's own code: the cart may have changed since it answered. */
function isRefused(host: Host, offer: WireOffer): boolean {
  const { amount, currencyCode: currency } = offer.price;
  const isCartCurrency = currency === host.localization.currency.current.isoCode;
  const price = isCartCurrency ? { amountMinor: Number(amount), currency } : null;
  return (
    inCart.refuses(offer, cartOf(host)) ||
    noPrice.refuses({ variant: offer, price }) ||
    priceNotPositive.refuses({ price })
  );
}

function cartOf({ lines, instructions }: Host) {
  const products = lines.current.flatMap(({ merchandise, lineComponents = [] }) =>
    [merchandise, ...lineComponents.map((component) => component.merchandise)].map(
      ({ product }) => product.id,
    ),
  );
  return {
    cartProducts: new Set(products),
    question: { canAddLines: instructions?.current.lines.canAddCartLine === true },
  };
}

/** The merchant's limit counts offers still open; accepted ones stay on top of it. */
function limitOffers(entries: readonly VisibleEntry[], limit: unknown): readonly VisibleEntry[] {
  let open = typeof limit === 'number' && limit >= 1 ? limit : Infinity;
  return entries.filter(({ item, progress }) => {
    if (item.kind !== 'offer' || isAccepted(progress)) return true;
    open -= 1;
    return open >= 0;
  });
}

/** Without access to protected data the address and its writer are missing; wallets and drafts lock it. */
function canChangeAddress(host: Host): boolean {
  return (
    host.applyShippingAddressChange !== undefined &&
    host.shippingAddress !== undefined &&
    host.instructions?.current.delivery.canSelectCustomAddress === true
  );
}

/** The cart line an acceptance made. Looked up anew each time: line ids are not stable. */
export function findAcceptedLine(host: Host, entry: Entry, offer: WireOffer): HostLine | undefined {
  return host.lines.current.find(
    (line) =>
      line.merchandise.id === offer.variantId &&
      line.attributes.some(({ key, value }) => key === ACCEPTED_ATTRIBUTE && value === acceptanceOf(entry)),
  );
}
