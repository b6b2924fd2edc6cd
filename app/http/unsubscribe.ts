import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#app/ports/clock.ts';
import type { Unsubscribe } from '#app/use-cases/reminders/unsubscribe.ts';
import { readBody } from './body.ts';
import { sendFailure } from './failure-to-response.ts';
import type { Handler } from './fast-path.ts';
import { unsubscribePage, type UnsubscribeStep } from './unsubscribe-page.ts';
import type { UnsubscribeTokens } from './unsubscribe-token.ts';

export interface UnsubscribeDeps {
  readonly clock: Clock;
  readonly tokens: UnsubscribeTokens;
  readonly unsubscribe: Unsubscribe;
}

const BODY_BYTES = 4_096;

/**
 * The link of a message. GET changes nothing, because mail programs and virus scanners follow links: it asks. POST carries it out, from
 * the page's button or, by RFC 8058, from the mail program itself.
 */
export function createUnsubscribeHandlers({ clock, tokens, unsubscribe }: UnsubscribeDeps): {
  readonly ask: Handler;
  readonly carryOut: Handler;
} {
  return {
    ask(request, response) {
      const { token, language } = readQuery(request);
      const isOurs = tokens.verify(token) !== null;
      sendPage(response, isOurs ? 200 : 404, language, isOurs ? 'ask' : 'unknown');
    },
    async carryOut(request, response) {
      const { token, language } = readQuery(request);
      const named = tokens.verify(token);
      const body = await readBody(request, BODY_BYTES);
      if (!body.ok) return sendFailure(response, 'body-too-large');
      if (named === null) return sendPage(response, 404, language, 'unknown');
      await unsubscribe(named.shopId, named.customerId, clock.now());
      sendPage(response, 200, language, 'done');
    },
  };
}

function readQuery({ url = '' }: IncomingMessage): { readonly token: string; readonly language: string } {
  const { searchParams } = new URL(url, 'http://localhost');
  return { token: searchParams.get('t') ?? '', language: searchParams.get('l') ?? '' };
}

function sendPage(response: ServerResponse, status: number, language: string, step: UnsubscribeStep): void {
  const page = unsubscribePage(language, step);
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
  });
  response.end(page);
}
