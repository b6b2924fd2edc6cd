import { isFields, readAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Placement } from './contract.ts';
import { VERSION } from './contract.ts';
import type { Host } from './host.ts';
import { createMarks, keep, read } from './marks.ts';
import type { Marks } from './marks.ts';
import type { CheckedItem } from './prices.ts';
import { signatureOf } from './question.ts';

/** A copy older than this is not shown, not even for the moment until the answer comes. */
const COPY_LIFETIME_MS = 10 * 60 * 1000;
const ASKER_KEY = 'attune/1/asker';

export interface Remembered {
  /** The last answer of this checkout, when it would be asked the same question now. */
  readonly copy: { readonly answer: Answer; readonly checked: readonly CheckedItem[] } | null;
  readonly dismissed: readonly string[];
  /** The buyer is whoever this checkout was first shown to: by that one it is placed in the holdout and in experiments. False also where storage did not tell. */
  readonly isFirstAsker: boolean;
}

export const NOTHING_REMEMBERED: Remembered = { copy: null, dismissed: [], isFirstAsker: false };

/** The extension's storage: it lives as long as one checkout, and other targets of the extension share it. */
export interface Memory extends Marks {
  /** Never rejects: unreadable storage is empty storage. */
  read(): Promise<Remembered>;
  /** @param signature Of the checkout that the answer is for (question.ts). */
  keepCopy(answer: Answer, checked: readonly CheckedItem[], signature: string): void;
  /** What was decided must not be shown again. */
  forgetCopy(): void;
}

export function createMemory(host: Host, placement: Placement): Memory {
  const copyKey = `attune/1/copy/${placement}`;
  const marks = createMarks(host);
  return {
    ...marks,
    async read() {
      const [copy, dismissed, first] = await Promise.all([
        read(host, copyKey),
        marks.dismissed(),
        read(host, ASKER_KEY),
      ]);
      const asker = host.buyerIdentity?.customer.current?.id ?? 'guest';
      if (first === null) keep(host, ASKER_KEY, asker);
      return {
        copy: readCopy(copy, placement, signatureOf(host)),
        dismissed,
        isFirstAsker: first === null || first === asker,
      };
    },
    keepCopy(answer, checked, signature) {
      const { decisionId, trackToken, validUntil } = answer;
      const placements = { [placement]: checked.map(({ item }) => item) };
      const urls = Object.fromEntries(checked.map(({ item, productUrl }) => [item.key, productUrl]));
      const kept = { v: VERSION, decisionId, trackToken, validUntil, placements };
      keep(host, copyKey, { at: Date.now(), signature, answer: kept, urls });
    },
    forgetCopy: () => keep(host, copyKey, null),
  };
}

function readCopy(stored: unknown, placement: Placement, signature: string): Remembered['copy'] {
  if (!isFields(stored) || stored.signature !== signature || typeof stored.at !== 'number') return null;
  const answer = readAnswer(stored.answer, placement);
  const now = Date.now();
  if (!answer || now - stored.at > COPY_LIFETIME_MS) return null;
  if (Date.parse(answer.validUntil ?? '') <= now) return null;
  const urls = isFields(stored.urls) ? stored.urls : {};
  const checked = answer.items.map((item) => {
    const url = urls[item.key];
    return { item, productUrl: typeof url === 'string' ? url : null };
  });
  return { answer, checked };
}
