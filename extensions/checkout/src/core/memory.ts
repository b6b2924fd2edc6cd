import { isFields, readAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Placement } from './contract.ts';
import { VERSION } from './contract.ts';
import type { Host } from './host.ts';
import type { CheckedItem } from './prices.ts';

/** A copy older than this is not shown, not even for the moment until the answer comes. */
const COPY_LIFETIME_MS = 10 * 60 * 1000;
const DISMISSED_KEY = 'attune/1/dismissed';
const ACCEPTED_KEY = 'attune/1/accepted';
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
export interface Memory {
  /** Never rejects: unreadable storage is empty storage. */
  read(): Promise<Remembered>;
  keepCopy(answer: Answer, checked: readonly CheckedItem[]): void;
  /** What was decided must not be shown again. */
  forgetCopy(): void;
  keepDismissed(keys: readonly string[]): void;
  /** When the offer was added, in any tab of this checkout; null once it has been taken out again. */
  acceptedAt(key: string): Promise<number | null>;
  keepAccepted(key: string, atMs: number | null): Promise<void>;
}

export function createMemory(host: Host, placement: Placement): Memory {
  const { storage, localization } = host;
  const copyKey = `attune/1/copy/${placement}`;
  const market = () => `${localization.country.current?.isoCode}/${localization.currency.current.isoCode}`;
  const write = (key: string, data: unknown) => {
    storage.write(key, data).catch(() => undefined); // A full or missing storage costs only the quick first paint.
  };
  return {
    async read() {
      const [copy, dismissed, first] = await Promise.all(
        [copyKey, DISMISSED_KEY, ASKER_KEY].map((key) => storage.read(key).catch(() => undefined)),
      );
      const asker = host.buyerIdentity?.customer.current?.id ?? 'guest';
      if (first === null) write(ASKER_KEY, asker);
      return {
        copy: readCopy(copy, placement, market()),
        dismissed: readKeys(dismissed),
        isFirstAsker: first === null || first === asker,
      };
    },
    keepCopy(answer, checked) {
      const { decisionId, trackToken, validUntilMs } = answer;
      const validUntil = validUntilMs === null ? null : new Date(validUntilMs).toISOString();
      const placements = { [placement]: checked.map(({ item }) => item) };
      const urls = Object.fromEntries(checked.map(({ item, productUrl }) => [item.key, productUrl]));
      const kept = { v: VERSION, decisionId, trackToken, validUntil, placements };
      write(copyKey, { at: Date.now(), market: market(), answer: kept, urls });
    },
    forgetCopy: () => write(copyKey, null),
    keepDismissed(keys) {
      write(DISMISSED_KEY, keys);
    },
    async acceptedAt(key) {
      const at = (await readAccepted(host))[key];
      return typeof at === 'number' ? at : null;
    },
    async keepAccepted(key, atMs) {
      write(ACCEPTED_KEY, { ...(await readAccepted(host)), [key]: atMs });
    },
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

async function readAccepted({ storage }: Host): Promise<Readonly<Record<string, unknown>>> {
  const stored = await storage.read(ACCEPTED_KEY).catch(() => null);
  return isFields(stored) ? stored : {};
}

function readKeys(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((key): key is string => typeof key === 'string') : [];
}
