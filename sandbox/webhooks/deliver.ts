import { createHmac, randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import { createDeliveryLog, type DeliveryLog, type DeliveryRecord } from './delivery-log.ts';
import { createWorkQueue } from './work-queue.ts';

/** A payload to be told, as an object; it is written out at once, so later changes do not touch it. */
export interface Outgoing {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it happened, in whole seconds; now without it. */
  readonly triggeredAt?: number;
}

export interface Deliverer {
  /** Signs and queues one webhook; answers its record. */
  send(outgoing: Outgoing): DeliveryRecord;
  readonly log: DeliveryLog;
  pending(): number;
  /** Resolves when fewer than `count` deliveries are under way or waiting for their first try. */
  below(count: number): Promise<void>;
  /** Stops retries and waits for what is under way. */
  close(): Promise<void>;
}

interface Job {
  readonly record: DeliveryRecord;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  startedAt: number | null;
}

/** base64 of HMAC-SHA256 over the raw body by the app's secret. */
export function signBody(body: Buffer, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

function triggeredAtText(seconds: number | undefined): string {
  const milliseconds =
    seconds === undefined || Math.abs(Date.now() - seconds * 1000) < 5_000 ? Date.now() : seconds * 1000;
  return new Date(milliseconds).toISOString().replace(/(\.\d{3})Z$/, '$1000000Z');
}

function createJob({ topic, payload, triggeredAt }: Outgoing, domain: string, secret: string): Job {
  const body = Buffer.from(JSON.stringify(payload));
  const ids = { webhookId: randomUUID(), eventId: randomUUID() };
  const resource = payload['admin_graphql_api_id'] ?? payload['customerId'] ?? payload['token'];
  return {
    body,
    startedAt: null,
    record: {
      ...ids,
      topic,
      resourceId: typeof resource === 'string' ? resource : null,
      bytes: body.length,
      queuedAt: new Date().toISOString(),
      attempts: 0,
      status: null,
      error: null,
      state: 'waiting',
      durationMs: null,
    },
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Shopify-Captain-Hook',
      'X-Shopify-Topic': topic,
      'X-Shopify-Hmac-Sha256': signBody(body, secret),
      'X-Shopify-Shop-Domain': domain,
      'X-Shopify-API-Version': ADMIN_API_VERSION,
      'X-Shopify-Webhook-Id': ids.webhookId,
      'X-Shopify-Event-Id': ids.eventId,
      'X-Shopify-Triggered-At': triggeredAtText(triggeredAt),
    },
  };
}

/** One try. What came of it is in the record: `error` is null after a 2xx and after nothing else. */
async function tryOnce(
  { body, headers, record }: Job,
  pool: Pool,
  path: string,
  timeoutMs: number,
): Promise<void> {
  record.attempts += 1;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await pool.request({ method: 'POST', path, headers, body, signal });
    await answer.body.dump();
    record.status = answer.statusCode;
    record.error = answer.statusCode >= 200 && answer.statusCode < 300 ? null : `status ${answer.statusCode}`;
  } catch (error) {
    record.status = null;
    record.error = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure';
  }
}

/** Delivers over HTTP with the timeout, the retries and the concurrency of the settings. 2xx is success, nothing else. */
export function createDeliverer(settings: SandboxSettings, domain: string): Deliverer {
  const { timeoutMs, retryDelaysMs, concurrency } = settings.webhooks;
  const url = new URL('/webhooks', settings.appUrl);
  const pool = new Pool(url.origin, { connections: concurrency, connect: { timeout: 1_000 } });
  const log = createDeliveryLog();
  const timers = new Set<NodeJS.Timeout>();
  let isClosed = false;

  const retryLater = (job: Job, delayMs: number): void => {
    log.retried();
    const timer = setTimeout(() => {
      timers.delete(timer);
      queue.push(job);
    }, delayMs);
    timers.add(timer);
  };
  const attempt = async (job: Job): Promise<void> => {
    const { record } = job;
    job.startedAt ??= performance.now();
    await tryOnce(job, pool, url.pathname, timeoutMs);
    record.durationMs = Math.round(performance.now() - job.startedAt);
    const delayMs = retryDelaysMs[record.attempts - 1];
    if (record.error === null) record.state = 'delivered';
    else if (delayMs === undefined || isClosed) record.state = 'given-up';
    else return retryLater(job, delayMs);
    log.ended(record);
  };
  const queue = createWorkQueue(concurrency, attempt);

  return {
    send: (outgoing) => {
      const job = createJob(outgoing, domain, settings.apiSecret);
      log.add(job.record);
      if (!isClosed) queue.push(job);
      return job.record;
    },
    log,
    pending: queue.pending,
    below: queue.below,
    close: async () => {
      isClosed = true;
      timers.forEach((timer) => clearTimeout(timer));
      queue.clear();
      await queue.below(1);
      await pool.close();
    },
  };
}
