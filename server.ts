/**
 * One process of Attune. Checkout, API, webhooks and health are answered before Remix; the rest is the embedded admin.
 * ROLE says which parts run here: all, admin (Remix), checkout (only the fast path), worker (only the background).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '#app/config.ts';
import type { Config } from '#app/config.ts';
import { createContainer, createLog, isDatabaseProblem } from '#app/container.ts';
import type { Container } from '#app/container.ts';
import { sendFailure } from '#app/http/failure-to-response.ts';
import { createFastPath } from '#app/http/fast-path.ts';
import type { Handler } from '#app/http/fast-path.ts';
import {
  checkoutRoutes,
  healthRoutes,
  mailRoutes,
  pixelRoutes,
  proxyRoutes,
  webhookRoutes,
} from '#app/http/fast-routes.ts';
import { CannotListen, listen } from '#app/http/listen.ts';
import { AdminNotBuilt, createRemixApp } from '#app/http/remix-app.ts';
import type { Log } from '#app/ports/log.ts';
import { startWorker } from '#app/worker.ts';

export interface RunningServer {
  readonly url: string;
  readonly container: Container;
  /** Finishes what is in flight (at most 10 s), then the worker, then what waits for the database. */
  close(): Promise<void>;
}

const GRACE_MS = 10_000;
/** A terminal's Ctrl-C arrives twice under npm, which hands it on: the second is another wish only when it comes later. */
const SAME_REQUEST_MS = 1_000;
const BUILD_DIR = fileURLToPath(new URL('build', import.meta.url));

/** Starts the parts of `config.role`. Rejects with AdminNotBuilt, CannotListen, or what isDatabaseProblem knows. */
export async function startServer(config: Config, log?: Log): Promise<RunningServer> {
  const container = await createContainer(config, log);
  try {
    const state = { isStopping: false };
    const remix = await remixOf(config, container);
    const listening = await listen(fastPathOf(config, container, remix, state), config.host, config.port);
    const worker = hasWorker(config) ? startWorker(container) : null;
    if (config.role !== 'worker') void container.checkout.warm();
    container.log.info({ role: config.role, url: listening.url }, 'listening');
    const close = async (): Promise<void> => {
      if (state.isStopping) return;
      state.isStopping = true;
      await listening.close(GRACE_MS);
      await worker?.stop();
      await container.close();
    };
    return { url: listening.url, container, close };
  } catch (error) {
    await container.close();
    throw error;
  }
}

function hasWorker({ role }: Config): boolean {
  return role === 'all' || role === 'worker';
}

function fastPathOf(
  config: Config,
  container: Container,
  next: Handler,
  state: { readonly isStopping: boolean },
): Handler {
  const checkReadiness = async () => ({
    process: { isReady: !state.isStopping },
    ...(await container.checkReadiness()),
  });
  const routes = healthRoutes(config.role, checkReadiness);
  if (config.role !== 'worker')
    routes.push(
      ...checkoutRoutes(container),
      ...proxyRoutes(container),
      ...pixelRoutes(container),
      ...webhookRoutes(container),
      ...mailRoutes(container),
    );
  return createFastPath(routes, container.log, next);
}

async function remixOf(config: Config, container: Container): Promise<Handler> {
  const { admin } = container;
  if (admin === null) return (_request, response) => sendFailure(response, 'not-found');
  const mode = config.isProduction ? 'production' : 'development';
  return createRemixApp({
    buildDir: BUILD_DIR,
    mode,
    log: container.log,
    loadContext: { container: { ...container, admin } },
  });
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const starting = startServer(config, log);
  stopOnRequest(starting, log);
  await starting;
}

/** Ends the process, in order, at a signal or at an error that nobody caught; also while it is still starting. */
function stopOnRequest(starting: Promise<RunningServer>, log: Log): void {
  let askedAt: number | null = null;
  const stop = async (reason: string, status: 0 | 1): Promise<void> => {
    askedAt = performance.now();
    // Whatever hangs, the process ends: its supervisor waits no longer than half a minute.
    setTimeout(() => process.exit(1), 2.5 * GRACE_MS).unref();
    log.info({ reason }, 'stopping');
    const server = await starting;
    await server.close();
    log.info({}, 'stopped');
    process.exit(status);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (askedAt === null) void stop(signal, 0).catch(() => process.exit(1));
      else if (performance.now() - askedAt > SAME_REQUEST_MS) process.exit(1);
    });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.error({ err: error }, event);
      if (askedAt === null) void stop(event, 1).catch(() => process.exit(1));
    });
}

function explain(error: unknown): string {
  const isOfStart = [ConfigError, AdminNotBuilt, CannotListen].some((kind) => error instanceof kind);
  if (!(error instanceof Error)) return `Attune cannot start. ${String(error)}\n`;
  const isExplained = isOfStart || isDatabaseProblem(error);
  return `Attune cannot start. ${isExplained ? error.message : (error.stack ?? error.message)}\n`;
}

if (path.resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    process.stderr.write(explain(error));
    process.exitCode = 1;
    process.exit();
  });
}
