/** The sandbox's own switches, as the demo uses them. */
export interface SandboxControl {
  /** The merchant's first visit: token exchange, then Attune begins to read the history. */
  install(): Promise<void>;
  /** Delivers the held-back newest orders as webhooks. */
  replay(): Promise<void>;
  replayStatus(): Promise<{ delivered: number; total: number; running: boolean }>;
  /** A checkout with a sensible cart; the address to open. */
  createCheckout(options: { customerId: string | null }): Promise<{ token: string; url: string }>;
  /** A session token as a checkout extension gets it. */
  sessionToken(customerId: string | null): Promise<string>;
}

/** Speaks to the sandbox at `url`; every failure names the call and the answer. */
export function createSandboxControl(url: string): SandboxControl {
  const call = async (method: 'GET' | 'POST', at: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${at}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} to ${method} ${at}: ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    install: async () => void (await call('POST', '/control/install')),
    replay: async () => void (await call('POST', '/control/replay', {})),
    replayStatus: async () =>
      (
        (await call('GET', '/control/status')) as {
          replay: { delivered: number; total: number; running: boolean };
        }
      ).replay,
    createCheckout: async (options) =>
      (await call('POST', '/control/checkouts', options)) as { token: string; url: string },
    sessionToken: async (customerId) =>
      ((await call('POST', '/control/session-token', { customerId })) as { token: string }).token,
  };
}
