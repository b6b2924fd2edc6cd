import type { ServerResponse } from 'node:http';
import { sendJson } from './answer.ts';

/** One thing that must be so before requests may come. */
export interface ReadinessCheck {
  readonly isReady: boolean;
  readonly [detail: string]: unknown;
}

export type CheckReadiness = () => Promise<Readonly<Record<string, ReadinessCheck>>>;

const NO_STORE = { 'Cache-Control': 'no-store' };

/** GET /health: the process is up. */
export function createHealthHandler(role: string) {
  const startedAt = performance.now();
  return (_request: unknown, response: ServerResponse): void =>
    sendJson(
      response,
      200,
      { status: 'up', role, uptimeSeconds: Math.round((performance.now() - startedAt) / 1000) },
      NO_STORE,
    );
}

/** GET /ready: 200 when every check passes, else 503; both say how each check stands. */
export function createReadyHandler(role: string, checkReadiness: CheckReadiness) {
  return async (_request: unknown, response: ServerResponse): Promise<void> => {
    const checks = await checkReadiness();
    const isReady = Object.values(checks).every((check) => check.isReady);
    sendJson(
      response,
      isReady ? 200 : 503,
      { status: isReady ? 'ready' : 'not-ready', role, checks },
      NO_STORE,
    );
  };
}
