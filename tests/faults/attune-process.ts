/**
 * A process to be killed: intake over HTTP, the worker and the decision ledger, on DATABASE_URL with the clock standing at
 * NOW_MS. Writes its address on one line.
 */
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { createDecisionWriter } from '#app/adapters/prisma/decisions/decision-writer.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createDecisionLedger } from '#app/adapters/system/decision-ledger.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { readBody } from '#app/http/body.ts';
import { createFastPath } from '#app/http/fast-path.ts';
import type { Handler } from '#app/http/fast-path.ts';
import { createPixelIntake } from '#app/http/pixel-intake.ts';
import { createRateLimiter } from '#app/http/rate-limit.ts';
import { createWebhookIntake } from '#app/http/webhook-intake.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';
import { startWorker } from '#app/worker.ts';
import { createIngestion } from '#app/worker/ingestion.ts';
import { PIXEL_KEYS } from '#tests/support/pixel-batch.ts';
import { API_SECRET } from '#tests/support/shopify-webhook.ts';

const databaseUrl = process.env['DATABASE_URL'] ?? '';
const nowMs = Number(process.env['NOW_MS']);
const clock = { nowMs: () => nowMs, now: () => Math.floor(nowMs / 1000) };
const log = silentLog;
const { pool } = openDatabase(databaseUrl, { poolSize: 10 });
const cipher = createCipherBox(Buffer.alloc(32, 7));
const loadOfflineSession = async () => null;
const ingestion = createIngestion({
  pool,
  workerPool: pool,
  databaseUrl,
  cipher,
  loadOfflineSession,
  mailer: smtpMailer,
  clock,
  log,
});
const sealAddress = createAddressCipher(cipher).seal;
const writer = createDecisionWriter({ pool, sealAddress, log, nowMs: clock.nowMs });
const ledger = createDecisionLedger({ ...writer, log });

/** 200 once the decision is durable, 503 otherwise. */
const recordDecision: Handler = async (request, response) => {
  const body = await readBody(request, 10_000);
  if (!body.ok) return void response.writeHead(400).end();
  ledger.append(JSON.parse(body.value.toString('utf8')) as LedgerEntry);
  await ledger.flush();
  response.writeHead(ledger.state().waiting === 0 ? 200 : 503).end();
};

const intake = createWebhookIntake({ apiSecret: API_SECRET, receive: ingestion.receive, log });
const pixel = createPixelIntake({
  keys: PIXEL_KEYS,
  limiter: createRateLimiter(100_000),
  receive: ingestion.receive,
  log,
});
const routes = [
  { path: '/webhooks', method: 'POST' as const, handle: intake },
  { path: '/api/pixel/events', method: 'POST' as const, handle: pixel, isCrossOrigin: true },
  { path: '/decisions', method: 'POST' as const, handle: recordDecision },
];
const handle = createFastPath(routes, log, (_request, response) => void response.writeHead(404).end());
const server = createServer((request, response) => void handle(request, response));
startWorker({
  ingestion,
  reminders: { send: async () => null },
  localDecisions: { sync: async () => false },
  connections: { pull: async () => false },
  clock,
  log,
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
