import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailAccountDraft } from '#app/contracts/mail-account.ts';

/**
 * What a mail server does with a message: takes it, refuses with a reply, cuts the connection once it has the whole, or falls silent: before
 * its greeting, or once it has the whole.
 */
export type MailBehaviour =
  | { readonly kind: 'take' | 'cut' | 'silent-at-once' | 'silent-at-the-end' }
  | { readonly kind: 'refuse'; readonly code: number };

export interface MailServer {
  readonly account: MailAccountDraft;
  /** Whole messages as they came, oldest first. */
  readonly messages: string[];
  behave(behaviour: MailBehaviour): void;
  close(): Promise<void>;
}

/** A real SMTP server in this process, without encryption unless `options` say otherwise. */
export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const messages: string[] = [];
  let behaviour: MailBehaviour = { kind: 'take' };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onConnect(_session, done) {
      if (behaviour.kind !== 'silent-at-once') done();
    },
    onData(stream, _session, done) {
      const take = (message: string): void => {
        if (behaviour.kind === 'refuse')
          return done(Object.assign(new Error('not taken'), { responseCode: behaviour.code }));
        messages.push(message);
        if (behaviour.kind === 'take') return done();
        if (behaviour.kind === 'cut') server.connections.forEach(cut);
      };
      // A sender may die in the middle: what came of its message is none.
      void text(stream).then(take, () => {});
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    account: {
      host: '127.0.0.1',
      port,
      security: 'none',
      username: '',
      fromName: 'A shop',
      fromAddress: 'shop@example.com',
      postalAddress: '1 Mill Street\nLeeds',
    },
    messages,
    behave: (next) => {
      behaviour = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const cut = (connection: { close(): void }): void => connection.close();
