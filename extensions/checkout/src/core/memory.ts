import { isFields, readAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Placement } from './contract.ts';
import { VERSION } from './contract.ts';
import type { Host } from './host.ts';
import { createMarks, keep, read } from './marks.ts';
import type { Marks } from './marks.ts';
import type { CheckedItem } from './prices.ts';

/** A copy older than this is not shown, not even for the moment until the answer comes. */
const COPY_LIFETIME_MS = 10 * 60 * 1000;
const ASKER_KEY = 'attune/1/asker';

export interface Remembered {
  /** The last answer of this checkout, when it still fits the buyer's market. */
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
  keepCopy(answer: Answer, checked: readonly CheckedItem[]): void;
  /** What was decided must not be shown again. */
  forgetCopy(): void;
}

export function createMemory(host: Host, placement: Placement): Memory {
  const { localization } = host;
  const copyKey = `attune/1/copy/${placement}`;
  const market = () => `${localization.country.current?.isoCode}/${localization.currency.current.isoCode}`;
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
        copy: readCopy(copy, placement, market()),
        dismissed,
        isFirstAsker: first === null || first === asker,
      };
    },
    keepCopy(answer, checked) {
      const { decisionId, trackToken, validUntilMs } = answer;
      const validUntil = validUntilMs === null ? null : new Date(validUntilMs).toISOString();
      const placements = { [placement]: checked.map(({ item }) => item) };
      const urls = Object.fromEntries(checked.map(({ item, productUrl }) => [item.key, productUrl]));
      const kept = { v: VERSION, decisionId, trackToken, validUntil, placements };
      keep(host, copyKey, { at: Date.now(), market: market(), answer: kept, urls });
    },
    forgetCopy: () => keep(host, copyKey, null),
  };
}

function readCopy(stored: unknown, placement: Placement, market: string): Remembered['copy'] {
  if (!isFields(stored) || stored.market !== market || typeof stored.at !== 'number') return null;
  const answer = readAnswer(stored.answer, placement);
  const now = Date.now();
  if (!answer || now - stored.at > COPY_LIFETIME_MS) return null;
  if (answer.validUntilMs !== null && answer.validUntilMs <= now) return null;
  const urls = isFields(stored.urls) ? stored.urls : {};
  const checked = answer.items.map((item) => {
    const url = urls[item.key];
    return { item, productUrl: typeof url === 'string' ? url : null };
  });
  return { answer, checked };
}
