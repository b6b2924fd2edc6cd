import type { Placement, WireItem } from './contract.ts';
import { VERSION } from './contract.ts';

/** One placement's part of an answer, as far as this build knows it. */
export interface Answer {
  readonly decisionId: string;
  readonly trackToken: string;
  /** ISO time before which time alone cannot change the answer; null = not by time. */
  readonly validUntil: string | null;
  /** Milliseconds after which the server wants to be asked again, whatever the time; null = not. */
  readonly askAgainMs: number | null;
  readonly items: readonly WireItem[];
}

/** Text fields an item must have before it is shown, by kind. A kind that is not here is from a newer server: ignored. */
const REQUIRED: Readonly<Record<WireItem['kind'], readonly string[]>> = {
  offer: ['variantId', 'productId', 'title'],
  message: ['title', 'body'],
  savedAddress: ['summary'],
  paymentHint: ['text'],
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The answer for one placement; null when the body is not an answer of this contract's version, or is the server's quiet
 * fallback (then what is on screen stays). Items of unknown kinds, or without the texts they need, are left out.
 */
export function readAnswer(body: unknown, placement: Placement): Answer | null {
  if (!isFields(body) || body.v !== VERSION || body.fallback === true) return null;
  const { decisionId, trackToken, placements, validUntil, askAgainMs } = body;
  if (typeof decisionId !== 'string' || typeof trackToken !== 'string' || !isFields(placements)) return null;
  const items = placements[placement];
  return {
    decisionId,
    trackToken,
    validUntil: typeof validUntil === 'string' ? validUntil : null,
    askAgainMs: typeof askAgainMs === 'number' ? askAgainMs : null,
    items: Array.isArray(items) ? items.filter(isItem) : [],
  };
}

function isItem(value: unknown): value is WireItem {
  if (!isFields(value) || typeof value.key !== 'string' || typeof value.kind !== 'string') return false;
  const required = Object.entries(REQUIRED).find(([kind]) => kind === value.kind)?.[1];
  if (!required?.every((field) => typeof value[field] === 'string')) return false;
  if (value.kind === 'offer')
    return isFields(value.price) && isFields(value.reason) && areChoices(value.choices ?? []);
  return value.kind !== 'savedAddress' || isFields(value.address);
}

function areChoices(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (choice) =>
        isFields(choice) &&
        typeof choice.variantId === 'string' &&
        typeof choice.title === 'string' &&
        isFields(choice.price),
    )
  );
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
