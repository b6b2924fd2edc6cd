/**
 * A process to be killed: sends the reminders of DATABASE_URL that are due, with the clock standing at NOW_MS. Each question to Shopify is
 * told on a line and answered after ANSWER_MS.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createReminderSender, plainSource, READER } from '#tests/support/reminder-sender.ts';

const nowMs = Number(process.env['NOW_MS']);
const answerMs = Number(process.env['ANSWER_MS']);
const { read, ...source } = plainSource(() => READER);
const send = createReminderSender({
  pool: new pg.Pool({ connectionString: process.env['DATABASE_URL'] }),
  clock: { nowMs: () => nowMs, now: () => Math.floor(nowMs / 1000) },
  flow: { cartLeft: async () => ({ kind: 'accepted' }) },
  source: {
    ...source,
    async read(...asked) {
      process.stdout.write('reading\n');
      await sleep(answerMs);
      return read(...asked);
    },
  },
});
for (;;) {
  await send(new AbortController().signal);
  await sleep(10);
}
