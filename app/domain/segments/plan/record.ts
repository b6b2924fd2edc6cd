import type { Profile } from '../../profiles/profile.ts';
import type { MomentReader } from '../evaluate/moment.ts';
import type { RuleContext } from '../segment.ts';
import type { ColumnLayout, Layout } from './layout.ts';
import type { Parts, Still } from './parts.ts';
import { NEVER, NONE, recordBound, recordTime } from './record-time.ts';

/** One shopper's record under the pen, made anew by every `write`. */
export interface RecordPen {
  /** Longer than what was written; another array after a record that needed more room. */
  words(): Int32Array;
  /**
   * Writes what the plan's rules look at of a profile at `context.now`. Gives the number of words; null for a profile that no record
   * describes: with something dated ahead, out of order, an amount below 0, or a number beyond 32 bits.
   */
  write(profile: Profile, context: RuleContext): number | null;
}

export function createPen({ instants, stills }: Parts, layout: Layout): RecordPen {
  const page = createPage(layout.itemsAt);
  return {
    words: () => page.words,
    write(profile, context) {
      page.length = layout.itemsAt;
      page.isRegular = true;
      writeInstants(page, layout, instants.all, profile, context);
      layout.columns.forEach((column, place) => {
        if (page.isRegular) writeColumn(page, column, layout.countsAt + place, profile, context);
      });
      if (!page.isRegular) return null;
      writeStills(page.words, layout, stills.all, profile, context);
      return page.length;
    },
  };
}

interface Page {
  words: Int32Array;
  length: number;
  isRegular: boolean;
  put(word: number): void;
}

function createPage(header: number): Page {
  const page: Page = {
    words: new Int32Array(header + 256),
    length: header,
    isRegular: true,
    put(word) {
      if (page.length === page.words.length) {
        const larger = new Int32Array(2 * page.words.length);
        larger.set(page.words);
        page.words = larger;
      }
      page.words[page.length++] = word;
    },
  };
  return page;
}

function writeInstants(
  page: Page,
  { instantsAt }: Layout,
  instants: readonly MomentReader[],
  profile: Profile,
  context: RuleContext,
): void {
  instants.forEach((read, place) => {
    const { at, changesAt } = read(profile, context);
    const time = at === null ? NONE : recordTime(at);
    if (changesAt !== Infinity || Number.isNaN(time)) page.isRegular = false;
    page.words[instantsAt + place] = time;
  });
}

function writeColumn(
  page: Page,
  { measure, isOfKeys, stride }: ColumnLayout,
  countAt: number,
  profile: Profile,
  context: RuleContext,
): void {
  let count = 0;
  let latest = NONE;
  const item = (at: number, amount: number): void => {
    const time = recordTime(at);
    if (!(time >= latest && at <= context.now)) page.isRegular = false;
    page.put((latest = time));
    count++;
    if (stride === 1) return;
    if (!(amount >= 0 && amount === (amount | 0))) page.isRegular = false;
    page.put(amount);
  };
  if (isOfKeys) for (const at of measure.lastTimes(profile, context)) item(at, 0);
  else measure.visit(profile, context, item);
  page.words[countAt] = count;
}

/** Asks every still anew: its truth, and the earliest instant at which one of them may turn. */
function writeStills(
  words: Int32Array,
  { stillWords, untilAt }: Layout,
  stills: readonly Still[],
  profile: Profile,
  context: RuleContext,
): void {
  words.fill(0, 0, stillWords);
  const run = { profile, context, now: context.now, validUntil: Infinity };
  stills.forEach(({ test }, place) => {
    if (test(run)) words[place >> 5] = (words[place >> 5] ?? 0) | (1 << (place & 31));
  });
  words[untilAt] = run.validUntil === Infinity ? NEVER : recordBound(run.validUntil);
}
