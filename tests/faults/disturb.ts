import { seededRandom } from '#app/domain/kernel/random.ts';
import type { DeliveryOptions } from '#tests/support/shopify-webhook.ts';
import type { Happening } from './happenings.ts';
import { isOfPixel } from './send.ts';

export interface FaultShares {
  readonly duplicated: number;
  readonly reordered: number;
  readonly delayedADay: number;
  readonly malformed: number;
  readonly lost: number;
}

export interface Disturbed {
  /** What is known in the end: all but pixel events that were lost or malformed, which nobody can tell again. */
  readonly told: readonly Happening[];
  /** In the order in which they are sent. */
  readonly deliveries: readonly DeliveryOptions[];
  readonly counts: Readonly<Record<keyof FaultShares | 'readAgain', number>>;
}

const DAY_MS = 86_400_000;
/** How far a reordered or repeated delivery falls behind: Shopify tries again after seconds to minutes first. */
const BEHIND_MS = 1_800_000;

/** Clean deliveries, each once and in order. */
export const undisturbed = (happenings: readonly Happening[], name = 'event'): readonly DeliveryOptions[] =>
  happenings.map((happening, index) => ({ ...toDelivery(happening, index), eventId: `${name}-${index}` }));

/**
 * The same deliveries as a bad week brings them. What is lost or malformed is told again at the next simulated midnight, as
 * it stands then, if it is something that can be read from Shopify: only such deliveries and pixel events are lost or spoilt.
 */
export function disturb(happenings: readonly Happening[], shares: FaultShares, seed: number): Disturbed {
  const random = seededRandom(seed);
  const counts = { duplicated: 0, reordered: 0, delayedADay: 0, malformed: 0, lost: 0, readAgain: 0 };
  const sent: { readonly atMs: number; readonly delivery: DeliveryOptions }[] = [];
  const told: Happening[] = [];
  const ofLosable = happenings.length / happenings.filter(mayBeLost).length;
  const happens = (fault: keyof FaultShares, factor = 1): boolean => {
    const isSo = random() < shares[fault] * factor;
    if (isSo) counts[fault] += 1;
    return isSo;
  };
  const newest = new Map<string, { readonly happening: Happening; isMissing: boolean }>();
  const readAgain = (atMs: number): void => {
    for (const [resource, state] of newest) {
      if (!state.isMissing) continue;
      state.isMissing = false;
      counts.readAgain += 1;
      const eventId = `read-again:${resource}:${atMs}`;
      const delivery = { ...toDelivery(state.happening, 0), eventId };
      sent.push({ atMs, delivery });
    }
  };
  let midnight = nextMidnight(happenings[0]?.atMs ?? 0);
  for (const [index, happening] of happenings.entries()) {
    for (; happening.atMs >= midnight; midnight += DAY_MS) readAgain(midnight);
    const isLost = mayBeLost(happening) && happens('lost', ofLosable);
    const isSpoilt = mayBeLost(happening) && !isLost && happens('malformed', ofLosable);
    if (!isOfPixel(happening) || !(isLost || isSpoilt)) told.push(happening);
    note(newest, happening, isLost || isSpoilt);
    if (isLost) continue;
    const delivery = toDelivery(happening, index);
    const atMs = happening.atMs + lateness(happening, happens, random);
    sent.push({ atMs, delivery: isSpoilt ? spoil(delivery, random) : delivery });
    if (!isSpoilt && happens('duplicated')) sent.push({ atMs: atMs + random() * BEHIND_MS, delivery });
  }
  readAgain(midnight);
  sent.sort((one, other) => one.atMs - other.atMs);
  return { told, deliveries: sent.map(({ delivery }) => delivery), counts };
}

const mayBeLost = (happening: Happening): boolean => happening.resource !== null || isOfPixel(happening);

/** A refund is read again with its order, so the order's newest payload stands for both. */
function note(
  newest: Map<string, { happening: Happening; isMissing: boolean }>,
  happening: Happening,
  isMissing: boolean,
): void {
  const { resource, topic } = happening;
  if (resource === null) return;
  const known = newest.get(resource);
  const isWhole = topic !== 'refunds/create';
  newest.set(resource, {
    happening: isWhole || !known ? happening : known.happening,
    isMissing: isMissing || (known?.isMissing ?? false),
  });
}

function lateness(
  { topic }: Happening,
  happens: (fault: keyof FaultShares) => boolean,
  random: () => number,
): number {
  // Shopify asks to forget a person days after everything else about them.
  if (topic === 'customers/redact') return 0;
  if (happens('delayedADay')) return DAY_MS;
  return happens('reordered') ? random() * BEHIND_MS : 0;
}

function toDelivery({ topic, body, atMs }: Happening, index: number): DeliveryOptions {
  return { topic, body, eventId: `event-${index}`, triggeredAt: new Date(atMs).toISOString() };
}

/** Cut off, or with its id taken out; of the web pixel, at a time that is none. */
function spoil(delivery: DeliveryOptions, random: () => number): DeliveryOptions {
  if (isOfPixel(delivery)) return { ...delivery, body: { ...(delivery.body as object), at: 'yesterday' } };
  const text = JSON.stringify(delivery.body);
  const body = random() < 0.5 ? text.slice(0, text.length / 2) : text.replace(/"id":/, '"idd":');
  return { ...delivery, body };
}

const nextMidnight = (ms: number): number => (Math.floor(ms / DAY_MS) + 1) * DAY_MS;
