import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmtpMailer, publicSmtpMailer, smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import type { MailAccount, OutgoingMessage } from '#app/ports/mailer.ts';
import { openMailServer, type MailServer } from '#tests/support/mail-server.ts';

const MESSAGE: OutgoingMessage = {
  to: 'jo@example.com',
  subject: 'Your cart',
  html: '<p>Hello</p>',
  text: 'Hello',
  messageId: 'a.1@example.com',
  unsubscribeUrl: 'https://attune.example/unsubscribe?t=1',
};

let mail: MailServer;
beforeEach(async () => {
  mail = await openMailServer();
});
afterEach(() => mail.close());

const account = (changes: Partial<MailAccount> = {}): MailAccount => ({
  ...mail.account,
  password: null,
  ...changes,
});

/** What an old server is told of whom a message is for. */
async function recipients(to: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const silent = () => {};
  const debug = (_about: unknown, _format: string, line: unknown) => void lines.push(String(line));
  const logger = {
    debug,
    level: silent,
    trace: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  };
  const old = await openMailServer({ hideSMTPUTF8: true, logger });
  await smtpMailer.send(account(old.account), { ...MESSAGE, to });
  await old.close();
  return lines.filter((line) => line.startsWith('RCPT'));
}

describe('smtpMailer', () => {
  it('sends HTML and text in one message, with the id it was given', async () => {
    expect(await smtpMailer.send(account(), MESSAGE)).toEqual({ kind: 'accepted' });
    const [message] = mail.messages;
    expect(message).toContain('Message-ID: <a.1@example.com>');
    expect(message).toContain('multipart/alternative');
    expect(message).toContain('From: A shop <shop@example.com>');
  });

  it('leaves the headers out where there is nothing to unsubscribe from', async () => {
    await smtpMailer.send(account(), { ...MESSAGE, unsubscribeUrl: null });
    expect(mail.messages[0]).not.toContain('List-Unsubscribe');
  });

  it('names a domain of other letters as every server takes it, and tells of one reader alone', async () => {
    const told = await recipients('jo@müller.example');
    expect(told).toEqual(['RCPT TO:<jo@xn--mller-kva.example>']);
    const two = await recipients('jo@example.com>\r\nRCPT TO:<eve@example.com');
    expect(two).toEqual(['RCPT TO:<"jo@example.com RCPT TO: eve"@example.com>']);
  });

  it('logs in, and may try again after a wrong password', async () => {
    const guarded = await openMailServer({
      disabledCommands: ['STARTTLS'],
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'shop' && password === 'right' ? done(null, { user: 'shop' }) : done(new Error('no')),
    });
    const user = { ...guarded.account, username: 'shop' };
    expect(await smtpMailer.send({ ...user, password: 'right' }, MESSAGE)).toEqual({ kind: 'accepted' });
    expect(await smtpMailer.send({ ...user, password: 'wrong' }, MESSAGE)).toEqual({
      kind: 'try-later',
      code: '535',
    });
    await guarded.close();
  });

  it('says nothing to a server without the encryption that was chosen', async () => {
    expect(await smtpMailer.send(account({ security: 'starttls' }), MESSAGE)).toMatchObject({
      kind: 'try-later',
    });
    expect(await smtpMailer.send(account({ security: 'tls' }), MESSAGE)).toMatchObject({ kind: 'try-later' });
    expect(mail.messages).toEqual([]);
  });

  it('may try again where nobody answers', async () => {
    await mail.close();
    expect(await smtpMailer.send(account(), MESSAGE)).toEqual({ kind: 'try-later', code: 'ESOCKET' });
    mail = await openMailServer();
  });

  it.each([
    [421, 'try-later'],
    [550, 'refused'],
  ] as const)('takes reply %i as %s', async (code, kind) => {
    mail.behave({ kind: 'refuse', code });
    expect(await smtpMailer.send(account(), MESSAGE)).toEqual({ kind, code: String(code) });
  });

  it('does not know what became of a message where the connection breaks with it', async () => {
    mail.behave({ kind: 'cut' });
    expect(await smtpMailer.send(account(), MESSAGE)).toMatchObject({ kind: 'unknown' });
  });
});

describe('where an account may lead', () => {
  it('is no server of a private network, by name or by address', async () => {
    for (const host of ['localhost', '127.0.0.1', '10.0.0.1', '169.254.169.254', '0'])
      expect([host, await publicSmtpMailer.send(account({ host }), MESSAGE)]).toEqual([
        host,
        { kind: 'try-later', code: 'EPRIVATE' },
      ]);
    expect(mail.messages).toEqual([]);
  });

  it('is the address that was looked at', async () => {
    const seen: string[] = [];
    const mailer = createSmtpMailer((address) => seen.push(address) > 0);
    expect(await mailer.send(account({ host: 'localhost' }), MESSAGE)).toEqual({ kind: 'accepted' });
    expect(seen).toContain('127.0.0.1');
  });

  it('is another address of the same name where nobody answers at the first', async () => {
    const mailer = createSmtpMailer(
      () => true,
      async () => ['127.0.0.2', '127.0.0.1'],
    );
    expect(await mailer.send(account({ host: 'mail.example.com' }), MESSAGE)).toEqual({ kind: 'accepted' });
  });

  it('is asked once where it answers and refuses the password', async () => {
    let logins = 0;
    const guarded = await openMailServer({
      disabledCommands: ['STARTTLS'],
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error(`no ${(logins += 1)}`)),
    });
    const mailer = createSmtpMailer(
      () => true,
      async () => ['127.0.0.1', '127.0.0.1'],
    );
    const user = { ...guarded.account, username: 'shop', password: 'wrong' };
    expect(await mailer.send(user, MESSAGE)).toEqual({ kind: 'try-later', code: '535' });
    expect(logins).toBe(1);
    await guarded.close();
  });

  it('is nowhere where there is no such name', async () => {
    const outcome = await publicSmtpMailer.send(account({ host: 'mail.invalid' }), MESSAGE);
    expect(outcome).toEqual({ kind: 'try-later', code: 'EDNS' });
  });
});
