import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { request, type Dispatcher } from 'undici';
import { legacyId } from '#app/domain/kernel/ids.ts';
import type { JsonSource } from '#app/domain/quality/connections/connection.ts';
import { readFields } from '#app/domain/quality/connections/read-fields.ts';
import type { ConnectionSubject, ConnectorAnswer } from '#app/ports/connector.ts';
import type { Pace } from '#app/ports/pace.ts';
import { PrivateAddress } from './public-hosts.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** From the request to the last byte of the answer. */
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 64 * 1024;
/** Requests for one answer, where the server is not there or has too much to do; the pause doubles from the first on. */
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 500;

/** A server that asks for a longer pause is left alone by the whole round. */
const LONGEST_PAUSE_MS = 5_000;

type Attempt =
  ConnectorAnswer | { readonly kind: 'again'; readonly problem: string; readonly waitSeconds?: number };

/** How servers are reached. */
export interface Way {
  readonly dispatcher: Dispatcher;
  readonly pace: Pace;
  readonly requestsPerSecond: number;
}

/** Asks a JSON endpoint about one customer, in the server's turn, and no sooner again than it asks for. Redirects are not followed. */
export async function askJsonEndpoint(
  { dispatcher, pace, requestsPerSecond }: Way,
  source: JsonSource,
  secret: string | null,
  subject: ConnectionSubject,
  signal: AbortSignal,
): Promise<ConnectorAnswer> {
  const url = await addressOf(source, subject);
  if (url === null) return { kind: 'unknown' };
  const headers = { accept: 'application/json', ...secretHeader(source, secret) };
  const server = { shopId: subject.shopId, host: new URL(url).host };
  let problem = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { signal });
    await pace.turn(server, requestsPerSecond, signal);
    const answer = await attemptOnce(dispatcher, url, headers, source, signal);
    if (answer.kind !== 'again') return answer;
    problem = answer.problem;
    const { waitSeconds } = answer;
    if (waitSeconds === undefined) continue;
    await pace.rest(server, waitSeconds * 1_000);
    if (waitSeconds * 1_000 > LONGEST_PAUSE_MS) return { kind: 'failed', problem, waitSeconds };
  }
  return { kind: 'failed', problem };
}

const secretHeader = ({ secretHeader: name }: JsonSource, secret: string | null): Record<string, string> =>
  name === '' || secret === null ? {} : { [name]: secret };

/** Null where the customer has no e-mail address and the endpoint is asked by one. */
async function addressOf({ url }: JsonSource, subject: ConnectionSubject): Promise<string | null> {
  const byId = url.replaceAll('{{customerId}}', legacyId(subject.customerId));
  if (!byId.includes('{{emailHash}}')) return byId;
  const email = await subject.email();
  return email === null ? null : byId.replaceAll('{{emailHash}}', emailHash(email));
}

/** SHA-256 of the address without blanks around it and in small letters, as hexadecimal digits: what mail and advertising services use. */
export function emailHash(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}

async function attemptOnce(
  dispatcher: Dispatcher,
  url: string,
  headers: Readonly<Record<string, string>>,
  { fields }: JsonSource,
  signal: AbortSignal,
): Promise<Attempt> {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const { statusCode, headers: told, body } = await request(url, { dispatcher, headers, signal: within });
    if (statusCode !== 200) {
      await body.dump();
      return ofStatus(statusCode, retryAfterSeconds([told['retry-after']].flat()[0], Date.now()));
    }
    const text = await readText(body);
    return text === null ? failed('Expected at most 64 KB, found more.') : ofText(text, fields);
  } catch (error) {
    signal.throwIfAborted();
    return ofError(error);
  }
}

const failed = (problem: string): ConnectorAnswer => ({ kind: 'failed', problem });

function ofStatus(status: number, waitSeconds: number | null): Attempt {
  if (status === 404 || status === 204) return { kind: 'unknown' };
  const problem = `Expected status 200, found ${status}.`;
  if (status !== 429 && status < 500) return failed(problem);
  return { kind: 'again', problem, ...(waitSeconds !== null && { waitSeconds }) };
}

function ofText(text: string, fields: JsonSource['fields']): ConnectorAnswer {
  try {
    return { kind: 'told', ...readFields(JSON.parse(text), fields) };
  } catch {
    return failed('Expected JSON, found something else.');
  }
}

/** Of an error only its kind is said: its message may hold the address, and with it the customer. */
function ofError(error: unknown): Attempt {
  if (error instanceof PrivateAddress) return failed(error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND') return failed('Expected a server of this name, found none.');
  const isLate = error instanceof Error && /Timeout|Abort/.test(error.name);
  if (isLate) return { kind: 'again', problem: 'Expected an answer within 5 seconds, found none.' };
  return { kind: 'again', problem: `Expected a connection, found none${code === '' ? '' : ` (${code})`}.` };
}

/** Null when it is too long. */
async function readText(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) {
      body.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
