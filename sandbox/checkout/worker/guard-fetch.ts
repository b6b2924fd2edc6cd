import type { HostSink, StartMessage } from '../protocol.ts';
import { playFault } from './play-fault.ts';
import { globals } from './worker-globals.ts';

/**
 * Puts the platform's rules in front of fetch: nothing without `network_access`, nothing to the origin the bundle came from.
 * Every request is reported to the page with its status and time.
 */
export function guardFetch(message: StartMessage, host: HostSink): void {
  const realFetch = globals.fetch.bind(globals);
  // Taken now: both are hidden from the extension, and so from this module, later on.
  const Address = URL;
  const now = performance.now.bind(performance);
  const originOf = (url: string) => (Address.canParse(url) ? new Address(url).origin : null);
  const bundleOrigin = originOf(message.bundleUrl);
  const throughFault = playFault(message.fault);

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    if (!message.hasNetworkAccess)
      throw new TypeError(`fetch of ${url} refused: network_access is not granted.`);
    if (originOf(url) === bundleOrigin)
      throw new TypeError("Fetches to the extension's own origin are not allowed.");
    return await throughFault(url, () => realFetch(input, init));
  }

  globals.fetch = async (input, init) => {
    const began = now();
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const url = input instanceof Request ? input.url : String(input);
    const report = (status: number | null) =>
      host.report({ kind: 'fetch', method, url, status, durationMs: now() - began });
    try {
      const response = await send(input, init);
      report(response.status);
      return response;
    } catch (error) {
      report(null);
      throw error;
    }
  };
}
