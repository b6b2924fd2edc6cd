import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { startSandbox, type Sandbox } from '#sandbox/server.ts';
import { testSettings } from '../support.ts';

const settings = testSettings();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(settings);
});
afterAll(async () => {
  await sandbox.close();
  await rm(settings.dir, { recursive: true });
});

const page = async (path: string) => (await fetch(`${sandbox.url}${path}`)).text();

describe('the mailbox', () => {
  it('says where to send, while it is empty', async () => {
    expect(await page('/mailbox')).toContain(`port ${sandbox.mailPort}`);
    expect((await fetch(`${sandbox.url}/mailbox/0`)).status).toBe(404);
  });

  it('shows a message as it was sent, with the headers to unsubscribe', async () => {
    const account = {
      host: '127.0.0.1',
      port: sandbox.mailPort,
      security: 'none' as const,
      username: '',
      password: null,
      fromName: 'A shop',
      fromAddress: 'shop@example.com',
      postalAddress: 'Leeds',
    };
    const sent = await smtpMailer.send(account, {
      to: 'jo@example.com',
      subject: 'Ihr <Warenkorb>',
      html: '<p>Grüße</p>',
      text: 'Grüße',
      messageId: 'a@example.com',
      unsubscribeUrl: 'https://attune.example/unsubscribe?t=1',
    });
    expect(sent).toEqual({ kind: 'accepted' });
    const list = await page('/mailbox');
    expect(list).toContain('Ihr &#60;Warenkorb&#62;');
    expect(list).toContain('jo@example.com');
    expect(await page('/mailbox/0')).toContain('List-Unsubscribe=One-Click');
    expect(await page('/mailbox/0/body')).toContain('<p>Grüße</p>');
  });

  it('has a link of a message, or of a preview, lead on to a checkout with that cart', async () => {
    const { shop } = sandbox.world();
    const [first, second] = shop.products;
    const lines = `${first?.variantId}:2,${second?.variantId}:1`;
    const answer = await fetch(`${sandbox.url}/cart/${lines}?attributes[_note]=seen`);
    const token = /\/checkouts\/(\w+)$/.exec(answer.url)?.[1] ?? '';
    const checkout = shop.checkouts.get(token);
    expect(checkout?.attributes).toEqual([{ key: '_note', value: 'seen' }]);
    expect(checkout?.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([
      [first?.variantId, 2],
      [second?.variantId, 1],
    ]);
  });
});
