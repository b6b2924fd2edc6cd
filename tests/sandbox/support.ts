import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSandboxSettings, type SandboxSettings } from '#sandbox/settings.ts';
import { startSandbox, type Sandbox } from '#sandbox/server.ts';

export const SECRET = 'a-secret-of-the-tests';
export const KEY = '11111111111111111111111111111111';

const EXCHANGE = {
  client_id: KEY,
  client_secret: SECRET,
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
  expiring: '1',
};

/** Settings of a small shop on free ports in a folder of its own. */
export function testSettings(patch: Partial<SandboxSettings> = {}): SandboxSettings {
  const dir = mkdtempSync(join(tmpdir(), 'attune-sandbox-'));
  return {
    ...readSandboxSettings({ NODE_ENV: 'test' }),
    dir,
    port: 0,
    tlsPort: 0,
    assetPort: 0,
    mailPort: 0,
    apiKey: KEY,
    apiSecret: SECRET,
    appUrl: 'http://127.0.0.1:9',
    orderLimit: 300,
    heldBackDays: 2,
    webhooks: { timeoutMs: 1_000, retryDelaysMs: [20, 40], concurrency: 4 },
    ...patch,
  };
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface FakeApp {
  readonly url: string;
  readonly webhooks: Received[];
  /** Statuses of the next webhooks; 200 when empty. */
  readonly answers: number[];
  /** The last answer of the token endpoint. */
  token: Record<string, unknown>;
  sandboxUrl: string;
  close(): Promise<void>;
}

/** An app that does on its first page what Shopify's library does: exchange the id_token. It keeps all webhooks. */
export async function startFakeApp(): Promise<FakeApp> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const url = new URL(request.url ?? '/', 'http://app');
    if (url.pathname === '/webhooks') {
      app.webhooks.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(app.answers.shift() ?? 200).end();
      return;
    }
    app.token = await exchange(app.sandboxUrl, url.searchParams.get('id_token') ?? '');
    response.end('<p>The app</p>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const app: FakeApp = {
    url: `http://127.0.0.1:${port}`,
    webhooks: [],
    answers: [],
    token: {},
    sandboxUrl: '',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return app;
}

/** Asks the token endpoint; fields of `patch` replace those of a right request. */
export async function exchange(
  sandboxUrl: string,
  idToken: string,
  patch: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandboxUrl}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...EXCHANGE, subject_token: idToken, ...patch }),
  });
  return { status: response.status, ...(await response.json()) };
}

export interface Stage {
  readonly sandbox: Sandbox;
  readonly app: FakeApp;
  readonly settings: SandboxSettings;
  control(path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Admin GraphQL with the installed app's token. */
  admin(query: string, variables?: Record<string, unknown>): Promise<AdminAnswer>;
  /** Waits until every webhook is answered; gives those of a topic with parsed payloads. */
  received(topic: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface AdminAnswer {
  // The tests read deep into answers; their shape is what they test.
  readonly data: Record<string, Json>;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions: { readonly cost: { readonly requestedQueryCost: number } };
}
export interface Json {
  readonly [key: string]: Json;
}

/** A sandbox with an app that is installed, unless `isInstalled` is false. */
export async function setStage(patch: Partial<SandboxSettings> = {}, isInstalled = true): Promise<Stage> {
  const app = await startFakeApp();
  const settings = testSettings({ appUrl: app.url, ...patch });
  const sandbox = await startSandbox(settings);
  app.sandboxUrl = sandbox.url;
  const control = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${sandbox.url}/control/${path}`, init)).json();
  };
  if (isInstalled) await control('install', {});
  return {
    sandbox,
    app,
    settings,
    control,
    admin: async (query, variables) => {
      const response = await fetch(`${sandbox.url}/admin/api/2026-10/graphql.json`, {
        method: 'POST',
        headers: { 'X-Shopify-Access-Token': String(app.token['access_token']) },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    received: async (topic) => {
      await sandbox.world().deliverer.below(1);
      const own = app.webhooks.filter(({ headers }) => headers['x-shopify-topic'] === topic);
      return own.map(({ body }) => JSON.parse(body.toString('utf8')));
    },
    close: async () => {
      await sandbox.close();
      await app.close();
      rmSync(settings.dir, { recursive: true, force: true });
    },
  };
}
