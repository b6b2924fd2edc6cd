/**
 * All rules of a shop for one shopper and for a million, in memory; beside them other engines on equal rules, and the row in
 * PostgreSQL. CPU of the one thread that works, but where the clock is named.
 */
import type { Figure } from './report/figure.ts';
import { measureArena } from './segments/measure-arena.ts';
import { kept } from './segments/measure.ts';
import { measurePeers } from './segments/peers.ts';
import { measureRows } from './segments/profile-row.ts';

/** Runs for some two minutes; takes a gigabyte. */
export async function benchSegments(say: (line: string) => void): Promise<readonly Figure[]> {
  const peers = await measurePeers(say);
  const arena = measureArena(say);
  const rows = await measureRows(say);
  say(`(${kept()}: what was worked out, so that it had to be)`);
  return [...arena, ...peers, ...rows];
}
