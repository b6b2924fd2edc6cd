import { createCandidates, EVIDENCE, rowOf, type Candidates } from '../ranking/candidates.ts';
import { addLikeness, addTie, READ, shareOf } from '../ranking/gather.ts';
import { numberAt, NUMBER_LENGTH } from './number-text.ts';
import type { PortableProduct, PortableRanker } from './portable-model.ts';
import { KEY_LENGTH } from './product-key.ts';

/** Characters of an entry with one number, and with two. */
const SHORT = KEY_LENGTH + NUMBER_LENGTH;
const LONG = SHORT + NUMBER_LENGTH;

/** What a cart leads to, with the evidence for each. */
export interface Gathered {
  readonly candidates: Candidates;
  /** The product's number among the candidates. */
  numberOf(key: string): number;
}

/** Reads the lists of the cart's products as far as the model would. There is room for the evidence of so many products that are in no list. */
export function gatherCart(ranker: PortableRanker, cart: readonly PortableProduct[], room: number): Gathered {
  const most = cart.reduce(
    (sum, { pairs, recent, ease, content }) => sum + (pairs + recent + ease + content).length / SHORT,
    room,
  );
  const candidates = createCandidates(Math.ceil(most));
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  for (const product of cart) {
    const { pairs, recent, ease, content } = product;
    const add = pairAdder(candidates, ranker, product.total);
    eachEntry(pairs, LONG, shareOf(READ.pairs, cart.length), (key, at) => add(numberOf(key), pairs, at));
    eachEntry(recent, LONG, Infinity, (key, at) => add(numberOf(key), recent, at));
    eachEntry(ease, SHORT, shareOf(READ.ease, cart.length), (key, at) => {
      const cell = rowOf(candidates, numberOf(key)) + EVIDENCE.easeSum;
      candidates.evidence[cell] = (candidates.evidence[cell] ?? 0) + numberAt(ease, at);
    });
    eachEntry(content, SHORT, shareOf(READ.content, cart.length), (key, at) =>
      addLikeness(candidates, numberOf(key), numberAt(content, at)),
    );
  }
  return { candidates, numberOf };
}

/** The place given is that of the first number. */
export function eachEntry(
  text: string,
  length: number,
  most: number,
  found: (key: string, at: number) => void,
): void {
  const end = Math.min(text.length, most * length);
  for (let at = 0; at < end; at += length) found(text.slice(at, at + KEY_LENGTH), at + KEY_LENGTH);
}

/** Adds a pair of a product with this total, by the norms that the model has. */
function pairAdder(candidates: Candidates, { asymmetry, shrinkage }: PortableRanker, total: number) {
  return (other: number, text: string, at: number): void => {
    const together = numberAt(text, at);
    const otherTotal = numberAt(text, at + NUMBER_LENGTH);
    const norm = total ** asymmetry * otherTotal ** (1 - asymmetry);
    const similarity = together / (norm + shrinkage);
    const cosine = together / (Math.sqrt(total * otherTotal) + shrinkage);
    addTie(candidates, other, similarity, cosine, together / (total + shrinkage));
  };
}
