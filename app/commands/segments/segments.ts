import { createEventLog, type EventLog } from '#app/domain/profiles/event-log.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import type { CompiledSegment, RuleContext } from '#app/domain/segments/segment.ts';
import { BadLine } from '../input/bad-line.ts';
import { sentenceOf } from '../input/input-problem.ts';
import { readEvent } from './read-event.ts';
import { readInstant, writeInstant } from './read-instant.ts';
import { readLines } from '../input/read-lines.ts';
import type { Output } from '../output.ts';
import { readSegment } from './read-segment.ts';
import { compareText } from './text-order.ts';

export interface SegmentsOptions {
  readonly events: string;
  readonly segments: string;
  readonly at: string;
  readonly timezone: string;
  readonly currency: string;
  readonly next?: boolean;
}

/** `attune segments`: who is in which segment at an instant. Gives the exit status: 1 when anything could not be used. */
export async function runSegments(options: SegmentsOptions, output: Output): Promise<0 | 1> {
  const now = readInstant(options.at);
  const refusal = refuse(options, now);
  if (refusal !== null || now === null) {
    output.problem(refusal ?? '');
    return 1;
  }
  let bad = 0;
  const eachLine = (file: string, use: (line: string, number: number) => void) =>
    readLines(file, (line, number) => {
      if (line.trim() === '') return;
      try {
        use(line, number);
      } catch (error) {
        if (!(error instanceof BadLine)) throw error;
        bad += 1;
        output.problem(`${file}:${number}: ${error.message}`);
      }
    });
  try {
    const segments = new Map<string, CompiledSegment>();
    await eachLine(options.segments, (line, number) => {
      const segment = readSegment(line, number, options.currency);
      if (segments.has(segment.name))
        throw new BadLine('Expected a name that no line before has, found one twice.');
      segments.set(segment.name, segment);
    });
    const log = createEventLog(now);
    await eachLine(options.events, (line) => log.add(readEvent(line, options.currency)));
    const context = {
      now,
      timezone: options.timezone,
      tiers: [],
      findProduct: () => null,
      markets: [],
      cart: null,
      country: null,
    };
    await writeAll(log, [...segments.values()], context, options.next === true, output);
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
  return bad === 0 ? 0 : 1;
}

function refuse({ at, timezone, currency }: SegmentsOptions, now: Instant | null): string | null {
  if (now === null) return `Expected --at as ISO 8601 with a zone, e.g. 2026-11-22T12:00:00Z, found "${at}".`;
  if (!/^[A-Z]{3}$/.test(currency))
    return `Expected --currency as three capitals, e.g. GBP, found "${currency}".`;
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return null;
  } catch {
    return `Expected --timezone as an IANA name, e.g. Europe/London, found "${timezone}".`;
  }
}

interface Row {
  readonly shopper: string;
  readonly isIn: boolean;
  readonly nextChangeAt: Instant | null;
}

/** By segment, then shopper. Each profile is built once and let go. */
async function writeAll(
  log: EventLog,
  segments: readonly CompiledSegment[],
  context: RuleContext,
  withNext: boolean,
  output: Output,
): Promise<void> {
  const sorted = [...segments].sort((a, b) => compareText(a.name, b.name));
  const rows = new Map(sorted.map((segment) => [segment, [] as Row[]]));
  for (const shopper of [...log.shoppers()].sort(compareText)) {
    const profile = log.profile(shopper);
    for (const [segment, list] of rows) {
      const { isMember: isIn, nextChangeAt } = withNext
        ? exactVerdict(segment, profile, context)
        : { isMember: segment.evaluate(profile, context).isMember, nextChangeAt: null };
      if (isIn || nextChangeAt !== null) list.push({ shopper, isIn, nextChangeAt });
    }
  }
  for (const [{ name }, list] of rows)
    for (const row of list)
      await output.line(
        JSON.stringify(withNext ? nextLine(name, row) : { segment: name, shopper: row.shopper }),
      );
}

function nextLine(segment: string, { shopper, isIn, nextChangeAt }: Row): object {
  const at = nextChangeAt === null ? null : writeInstant(nextChangeAt);
  return { segment, shopper, in: isIn, nextChangeAt: at };
}
