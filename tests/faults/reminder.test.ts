import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gid } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { TEST_NOW } from '#tests/support/ingestion.ts';
import { openReminderWorld } from '#tests/support/reminder-world.ts';

const SCRIPT = fileURLToPath(new URL('reminder-process.ts', import.meta.url));
/** Longer than a reminder is lent to a process, and than one in hand is waited for. */
const LATER = TEST_NOW + 11 * 60_000;

let world: Awaited<ReturnType<typeof openReminderWorld>>;
let kills: (() => Promise<void>)[];
beforeEach(async () => {
  world = await openReminderWorld();
  kills = [];
});
afterEach(async () => {
  for (const kill of kills) await kill();
  await world.close();
});

/** Starts a process that sends; it asks Shopify something when this resolves. */
async function startSending(answerMs: number): Promise<{ kill(): Promise<void> }> {
  const child = spawn(process.execPath, [SCRIPT], {
    env: {
      NODE_ENV: 'test',
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: world.databaseUrl,
      NOW_MS: String(world.clock.nowMs()),
      ANSWER_MS: String(answerMs),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  kills.push(kill);
  await once(child.stdout, 'data');
  return { kill };
}

/** What the next process does, when whatever the killed one held has come back. */
async function sendLater(): Promise<void> {
  world.mail.behave({ kind: 'take' });
  world.clock.set(LATER);
  while ((await world.send()) === 0);
}

describe('a reminder whose process is killed -9', () => {
  it('is sent by the next one where it was not marked yet', async () => {
    await world.leave('c1');
    const { kill } = await startSending(60_000);
    await kill();
    await sendLater();
    expect(await world.cart()).toMatchObject({ state: 'reminded' });
    expect(world.mail.messages).toHaveLength(1);
  });

  it('is never sent where it was marked and the mail server had nothing of it', async () => {
    await world.leave('c1');
    world.mail.behave({ kind: 'silent-at-once' });
    const { kill } = await startSending(0);
    await expect.poll(async () => (await world.cart())?.state).toBe('sending');
    await kill();
    await sendLater();
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'unknown' });
    expect(world.mail.messages).toEqual([]);
  });

  it('is sent once where the mail server had it whole and had not said so', async () => {
    await world.leave('c1');
    world.mail.behave({ kind: 'silent-at-the-end' });
    const { kill } = await startSending(0);
    await expect.poll(() => world.mail.messages.length).toBe(1);
    await kill();
    await sendLater();
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'unknown' });
    expect(world.mail.messages).toHaveLength(1);
  });

  it('is sent never or once of each of many carts, whenever the process dies', async () => {
    const random = seededRandom(11);
    const carts = Array.from({ length: 24 }, (_, number) => `cart-${number}`);
    for (const [number, cart] of carts.entries()) await world.leave(cart, gid('Customer', 900 + number));
    for (let death = 0; death < 3; death += 1) {
      const { kill } = await startSending(2);
      await sleep(50 + random() * 250);
      await kill();
    }
    const before = world.mail.messages.length;
    await sendLater();
    const copies = await Promise.all(
      carts.map(async (cart) => ({ why: (await world.cart(cart))?.why, sent: copiesOf(cart) })),
    );
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(carts.length);
    expect(copies.filter(({ sent }) => sent > 1)).toEqual([]);
    // One at most was in hand at each death; all others were sent.
    expect(copies.filter(({ why }) => why === 'unknown').length).toBeLessThanOrEqual(3);
    expect(copies.filter(({ why, sent }) => why === null && sent !== 1)).toEqual([]);
  });
});

/** Messages about a cart: their id is made of its token. */
function copiesOf(cart: string): number {
  const id = `Message-ID: <${Buffer.from(cart).toString('hex')}.`;
  return world.mail.messages.filter((message) => message.includes(id)).length;
}
