import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isPublic } from '#app/adapters/connectors/public-hosts.ts';
import type { MailAccount, Mailer, OutgoingMessage, SendOutcome } from '#app/ports/mailer.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Of the addresses of one name. */
const MOST_TRIED = 2;
/** What nodemailer names where no command was sent yet: nobody answers there. */
const CONNECTING = 'CONN';

/** What nodemailer's errors carry beside their text. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** Through whatever server an account names: for development, where it is on the own machine. */
export const smtpMailer: Mailer = createSmtpMailer(() => true);

/** Through servers of the internet only: a merchant writes the name, and it must not lead into the network that Attune runs in. */
export const publicSmtpMailer: Mailer = createSmtpMailer(isPublic);

/**
 * Sends by SMTP, one connection a message. Connecting and logging in come first and apart, because what fails there may be tried
 * again; what fails later without a reply of the server may have been delivered. The addresses that `mayReach` was asked about are the
 * ones that are connected to, so that a name cannot lead elsewhere in between.
 */
export function createSmtpMailer(
  mayReach: (address: string) => boolean,
  addressesOf: (host: string) => Promise<readonly string[]> = findAddresses,
): Mailer {
  return {
    async send(account, message) {
      const found = await addressesOf(account.host);
      const [address, ...others] = worthTrying(found);
      if (address === undefined) return { kind: 'try-later', code: 'EDNS' };
      if (!found.every(mayReach)) return { kind: 'try-later', code: 'EPRIVATE' };
      const composed = compose(account, message);
      const bytes = await composed.build();
      let connection: SMTPConnection;
      try {
        connection = await greetAny(account, [address, ...others]);
      } catch (error) {
        return { kind: 'try-later', code: codeOf(error as SmtpError) };
      }
      try {
        await deliver(connection, composed.getEnvelope(), bytes);
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      } finally {
        connection.quit();
      }
    },
  };
}

/** None where there is no such name. */
async function findAddresses(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/** IPv4 comes first: fewer mail servers refuse it. The other family is next, since either may lead nowhere from here. */
function worthTrying(found: readonly string[]): readonly string[] {
  const [v4, v6] = [4, 6].map((family) => found.filter((address) => isIP(address) === family));
  return [v4?.[0], v6?.[0], v4?.[1], v6?.[1]].flatMap((address) => address ?? []).slice(0, MOST_TRIED);
}

/** The connection to the first of `addresses` that answers; rejects with what went wrong at the last one that was tried. */
async function greetAny(
  account: MailAccount,
  [address, ...others]: readonly [string, ...string[]],
): Promise<SMTPConnection> {
  const connection = openConnection(account, address);
  try {
    await greet(connection, account);
    return connection;
  } catch (error) {
    connection.close();
    const [next, ...rest] = others;
    if (next === undefined || (error as SmtpError).command !== CONNECTING) throw error;
    return greetAny(account, [next, ...rest]);
  }
}

function openConnection({ host, port, security }: MailAccount, address: string): SMTPConnection {
  const connection = new SMTPConnection({
    host: address,
    tls: isIP(host) === 0 ? { servername: host } : {},
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  // Whoever waits has listeners of their own; what breaks when nobody waits any more is nobody's concern.
  connection.on('error', () => {});
  return connection;
}

type MimeNode = ReturnType<MailComposer['compile']>;
type Envelope = ReturnType<MimeNode['getEnvelope']>;

/** Resolves when the server is ready to take a message. */
function greet(connection: SMTPConnection, { username, password }: MailAccount): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('The server closed the connection.')));
    connection.connect((problem) => {
      if (problem) return reject(problem);
      if (username === '') return resolve();
      const user = { user: username, pass: password ?? '' };
      connection.login(user, (refused) => (refused ? reject(refused) : resolve()));
    });
  });
}

function deliver(connection: SMTPConnection, envelope: Envelope, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('The server closed the connection.')));
    connection.send(envelope, bytes, (problem) => (problem ? reject(problem) : resolve()));
  });
}

/** A reply decides: 4xx may pass, 5xx will not (RFC 5321, 4.2.1). Without one nobody knows. */
function outcomeOf(error: SmtpError): SendOutcome {
  const { responseCode = 0 } = error;
  const code = codeOf(error);
  if (responseCode >= 500) return { kind: 'refused', code };
  if (responseCode >= 400) return { kind: 'try-later', code };
  return { kind: 'unknown', code };
}

const codeOf = ({ responseCode, code }: SmtpError): string => String(responseCode ?? code ?? 'EUNKNOWN');

/** A message whose envelope has the addresses of its header: domains in the letters that every server takes. */
function compose(account: MailAccount, message: OutgoingMessage): MimeNode {
  const { to, subject, html, text, messageId, unsubscribeUrl } = message;
  const composer = new MailComposer({
    from: { name: account.fromName, address: account.fromAddress },
    to: [{ name: '', address: to }],
    subject,
    html,
    text,
    messageId: `<${messageId}>`,
    headers: unsubscribeUrl === null ? {} : unsubscribeHeaders(unsubscribeUrl),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile();
}

/** RFC 2369 and, for one click in the mail program, RFC 8058. */
const unsubscribeHeaders = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'Auto-Submitted': 'auto-generated',
});
