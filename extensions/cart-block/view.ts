import type { WireOffer } from '../checkout/src/core/contract.ts';
import type { Session } from '../checkout/src/core/session.ts';
import type { VisibleEntry } from '../checkout/src/core/visible.ts';
import { priceOf } from '../checkout/src/views/price-of.ts';
import { element, type Child } from './element.ts';
import { tapIdOf } from './tap-id.ts';
import { unitsStepper } from './units-stepper.ts';

/**
 * Draws what the session has to show into the block, and again whenever that changes. Keyboard focus stays on its button, also across
 * the loading of the page that a tap on `tapped` brought; where that button went, it goes to the first there is. The row of items stays
 * where it was scrolled to.
 */
export function drawInto(block: HTMLElement, session: Session, tapped: string | null): void {
  let wanted = tapped === null ? null : tapIdOf(tapped);
  let leave: readonly (() => void)[] = [];
  const draw = () => {
    const view = session.view();
    const entries = isClosedInSight(block) ? [] : view.entries;
    const { activeElement } = document;
    const focused = block.contains(activeElement) && activeElement?.id;
    if (focused) wanted = focused;
    const shown =
      entries.length === 0
        ? view.phase === 'loading'
          ? [skeleton()]
          : []
        : content(block, session, entries);
    const at = block.querySelector('ul')?.scrollLeft;
    block.replaceChildren(...shown);
    if (at) block.querySelector('ul')?.scrollTo({ left: at, behavior: 'instant' });
    block.style.visibility = shown.length === 0 ? 'hidden' : '';
    if (shown.length === 0) collapseOutOfSight(block);
    else block.hidden = false;
    const same = wanted === null ? null : document.getElementById(wanted);
    const button = same ?? (focused ? block.querySelector('button') : null);
    // Whoever has gone on to something else meanwhile stays there.
    if (document.activeElement === document.body) button?.focus({ preventScroll: same !== null });
    if (button) wanted = null;
    for (const left of leave) left();
    leave = entries.map((entry) => session.rendered(entry));
  };
  session.subscribe(draw);
  draw();
}

const skeleton = () => element('div', { class: 'attune-cart__skeleton', 'aria-hidden': 'true' });

function content(
  block: HTMLElement,
  session: Session,
  entries: readonly VisibleEntry[],
): readonly HTMLElement[] {
  const offer = entries.find(({ item }) => item.kind === 'offer')?.item;
  const headline = offer?.kind === 'offer' ? block.dataset['headline'] || offer.headline : '';
  const withPictures = block.dataset['showPictures'] !== 'false';
  return [
    element(headline === '' ? 'div' : 'h2', { class: 'attune-cart__headline' }, headline),
    element(
      'ul',
      { class: 'attune-cart__items' },
      ...entries.map((entry) => card(entry, session, withPictures)),
    ),
  ];
}

function card(entry: VisibleEntry, session: Session, withPictures: boolean): HTMLElement {
  const { item } = entry;
  if (item.kind === 'offer') return offerCard(entry, item, session, withPictures);
  if (item.kind !== 'message') return element('li', { hidden: '' });
  return element(
    'li',
    { class: 'attune-cart__item' },
    element(
      'div',
      { class: 'attune-cart__words' },
      element('p', { class: 'attune-cart__title' }, item.title),
      element('p', { class: 'attune-cart__body' }, item.body),
      item.progress !== undefined &&
        element('progress', { value: String(item.progress), 'aria-label': item.title }),
    ),
    element('div', { class: 'attune-cart__taps' }, dismissButton(entry, session, item.title)),
  );
}

function offerCard(
  entry: VisibleEntry,
  offer: WireOffer,
  session: Session,
  withPictures: boolean,
): HTMLElement {
  const { title, imageUrl } = offer;
  const { total, parts } = priceOf(session, entry, offer);
  const result = resultOf(entry, session);
  return element(
    'li',
    { class: 'attune-cart__item' },
    withPictures &&
      imageUrl !== null &&
      element('img', { class: 'attune-cart__picture', src: imageUrl, alt: '' }),
    element(
      'div',
      { class: 'attune-cart__words' },
      element('p', { class: 'attune-cart__title' }, title),
      result === '' && element('p', { class: 'attune-cart__reason' }, offer.reason.text),
      element('p', {}, total),
      parts !== '' && element('p', { class: 'attune-cart__reason' }, parts),
      element('p', { role: 'status' }, result),
    ),
    element(
      'div',
      { class: 'attune-cart__taps' },
      unitsStepper(entry, offer, session),
      ...offerButtons(entry, session, title, total),
    ),
  );
}

function offerButtons(entry: VisibleEntry, session: Session, title: string, price: string): readonly Child[] {
  const { translate } = session.host.i18n;
  const isAccepted = ['done', 'undoing', 'undo-failed'].includes(entry.progress);
  const tap = element(
    'button',
    {
      id: tapIdOf(entry.item.key),
      type: 'button',
      'aria-busy': String(entry.progress === 'working' || entry.progress === 'undoing'),
      'aria-label': isAccepted ? translate('undoLabel', { title }) : translate('addLabel', { title, price }),
    },
    translate(isAccepted ? 'undo' : 'add'),
  );
  tap.addEventListener('click', () => void (isAccepted ? session.undo(entry) : session.accept(entry)));
  return [tap, !isAccepted && dismissButton(entry, session, title)];
}

function dismissButton(entry: VisibleEntry, session: Session, title: string): HTMLElement {
  const { translate } = session.host.i18n;
  const button = element(
    'button',
    {
      id: tapIdOf(`${entry.item.key}-dismiss`),
      class: 'attune-cart__dismiss',
      type: 'button',
      'aria-label': translate('dismissLabel', { title }),
    },
    translate('dismiss'),
  );
  button.addEventListener('click', () => session.dismiss(entry));
  return button;
}

function resultOf({ progress }: VisibleEntry, { host: { i18n } }: Session): string {
  if (progress === 'done' || progress === 'undoing') return i18n.translate('added');
  if (progress === 'failed') return i18n.translate('addFailed');
  return progress === 'undo-failed' ? i18n.translate('undoFailed') : '';
}

/** What has given its room back opens again only where nobody sees something move, either. */
const isClosedInSight = (block: HTMLElement): boolean =>
  block.hidden && block.getBoundingClientRect().top < window.innerHeight;

/** An empty place gives its room back only where nobody sees something move: while it lies below what is on screen. */
function collapseOutOfSight(block: HTMLElement): void {
  new IntersectionObserver(([seen], observer) => {
    if (block.childElementCount > 0) return observer.disconnect();
    if (!seen || seen.isIntersecting || seen.boundingClientRect.top < 0) return;
    block.hidden = true;
    observer.disconnect();
  }).observe(block);
}
