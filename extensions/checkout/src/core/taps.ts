import { createAcceptances } from './acceptances.ts';
import { addOffer, changeAddress, removeOffer } from './actions.ts';
import { applying, restoring } from './address.ts';
import { unitsOf, withChoice } from './choices.ts';
import type { WireItem, WireOffer } from './contract.ts';
import type { Host } from './host.ts';
import type { Marks } from './marks.ts';
import { checkPrices } from './prices.ts';
import { isOpen, progressOf, withDismissed, withProgress, withUnits } from './state.ts';
import type { Store } from './store.ts';
import type { Tracker } from './tracker.ts';
import type { VisibleEntry } from './visible.ts';

/** What the buyer's taps do. A tap that is not possible now, or is already under way, does nothing. */
export interface Taps {
  /** Adds the offer or applies the address. */
  accept(entry: VisibleEntry): Promise<void>;
  /** Another variant of the offer: its price is shown, and a tap adds it. Nothing once it is in the cart. */
  choose(entry: VisibleEntry, variantId: string): void;
  /** Another number of units, from 1 to what the offer allows. Nothing once they are in the cart. */
  count(entry: VisibleEntry, units: number): void;
  undo(entry: VisibleEntry): Promise<void>;
  /** The buyer follows the offer's link to a new checkout. */
  follow(entry: VisibleEntry): void;
  dismiss(entry: VisibleEntry): void;
  /** An accepted offer that the buyer takes out of the cart elsewhere becomes an open offer again. */
  releaseRemoved(): void;
}

interface TapParts {
  readonly host: Host;
  readonly marks: Marks;
  readonly store: Store;
  readonly tracker: Tracker;
}

export function createTaps({ host, marks, store, tracker }: TapParts): Taps {
  const acceptances = createAcceptances({ host, marks, store });

  const setProgress = (key: string, progress: ReturnType<typeof progressOf>) =>
    store.set(withProgress(store.get(), key, progress));

  async function accept(entry: VisibleEntry): Promise<void> {
    const { item, changes } = entry;
    if (!entry.canAct || !isOpen(progressOf(store.get(), item.key))) return;
    setProgress(item.key, 'working');
    let done = false;
    if (item.kind === 'offer') {
      if (await acceptances.isFromElsewhere(item.key)) return hideHere(store, item);
      const stands = await standing(host, store, item);
      if (stands === 'changed') return setProgress(item.key, 'idle');
      done = stands === 'yes' && (await addOffer(host, entry, item));
      if (!done) tracker.failed(stands === 'no' ? 'sold-out' : 'cart-refused');
    }
    if (item.kind === 'savedAddress') {
      const { former } = store.get();
      store.set({ ...store.get(), former: { ...former, [item.key]: restoring(changes) } });
      done = await changeAddress(host, applying(changes));
      if (!done) tracker.failed('address-refused');
    }
    if (done) tracker.track('acceptance', entry);
    if (done && item.kind === 'offer') acceptances.added(item.key);
    setProgress(item.key, done ? 'done' : 'failed');
    acceptances.releaseRemoved();
  }

  async function undo(entry: VisibleEntry): Promise<void> {
    const { item } = entry;
    if (!entry.canUndo || !['done', 'undo-failed'].includes(progressOf(store.get(), item.key))) return;
    setProgress(item.key, 'undoing');
    const former = store.get().former[item.key] ?? {};
    const done =
      item.kind === 'offer' ? await removeOffer(host, entry, item) : await changeAddress(host, former);
    if (done) {
      acceptances.takenOut(item.key);
      tracker.track('undo', entry);
    } else tracker.failed(item.kind === 'offer' ? 'cart-refused' : 'address-refused');
    setProgress(item.key, done ? 'idle' : 'undo-failed');
  }

  return {
    accept,
    choose: ({ item }, variantId) => chooseVariant(store, item, variantId),
    count: ({ item }, units) => chooseUnits(store, item, units),
    undo,
    follow(entry) {
      tracker.track('acceptance', entry);
      tracker.flush();
    },
    dismiss(entry) {
      if (!isOpen(progressOf(store.get(), entry.item.key))) return;
      store.set(withDismissed(store.get(), [entry.item.key]));
      void marks.keepDismissed(store.get().dismissed);
      tracker.track('dismissal', entry);
    },
    releaseRemoved: acceptances.releaseRemoved,
  };
}

/** Asked at the tap: what was sold out meanwhile is not added, and another price is shown before anything is bought at it. */
async function standing(host: Host, store: Store, offer: WireOffer): Promise<'yes' | 'no' | 'changed'> {
  const [checked] = await checkPrices(host, [offer]);
  if (checked?.item.kind !== 'offer' || checked.item.variantId !== offer.variantId) return 'no';
  const { item } = checked;
  if (Number(item.price.amount) === Number(offer.price.amount)) return 'yes';
  replaceItem(store, item);
  return 'changed';
}

function hideHere(store: Store, { key }: WireItem): void {
  store.set(withDismissed(withProgress(store.get(), key, 'idle'), [key]));
}

function chooseUnits(store: Store, item: WireItem, units: number): void {
  if (!isOpen(progressOf(store.get(), item.key))) return;
  // What is typed may be no number.
  const chosen = unitsOf(item, Math.max(1, Math.round(units) || 1));
  store.set(withProgress(withUnits(store.get(), item.key, chosen), item.key, 'idle'));
}

function chooseVariant(store: Store, item: WireItem, variantId: string): void {
  if (item.kind !== 'offer' || !isOpen(progressOf(store.get(), item.key))) return;
  replaceItem(store, withChoice(item, variantId));
  store.set(withProgress(store.get(), item.key, 'idle'));
}

function replaceItem(store: Store, item: WireOffer): void {
  const state = store.get();
  const entries = state.entries.map((entry) => (entry.item.key === item.key ? { ...entry, item } : entry));
  store.set({ ...state, entries });
}
