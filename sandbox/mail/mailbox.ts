import PostalMime, { type Email } from 'postal-mime';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived. */
export interface ReceivedMail extends Email {
  readonly receivedAt: Date;
}

/** A mail server that delivers nothing: it keeps what the shop sends, to be looked at. */
export interface Mailbox {
  readonly port: number;
  /** The newest first. */
  readonly messages: readonly ReceivedMail[];
  close(): Promise<void>;
}

const MOST_KEPT = 100;

/** Takes mail on `port` of `host`, without encryption and for any reader. */
export async function openMailbox(host: string, port: number): Promise<Mailbox> {
  const messages: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onData(stream, _session, done) {
      receive(stream).then((mail) => {
        messages.unshift(mail);
        messages.splice(MOST_KEPT);
        done();
      }, done);
    },
  });
  server.on('error', () => {
    // A sender that breaks off is the sender's concern.
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    messages,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function receive(stream: NodeJS.ReadableStream): Promise<ReceivedMail> {
  const email = await PostalMime.parse(await buffer(stream));
  return { ...email, receivedAt: new Date() };
}
