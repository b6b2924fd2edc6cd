import type { Fault, FaultKind } from '../faults.ts';

/** Longer than the 800 ms that count as slow, shorter than the two seconds until an extension asks again. */
const SLOW_MS = 1500;

type Fetch = (url: string, send: () => Promise<Response>) => Promise<Response>;

/** Plays the page's fault on requests for a decision; every other request goes through. */
export function playFault(fault: Fault | null): Fetch {
  let left = fault?.times ?? 0;
  return (url, send) => {
    if (fault === null || !url.endsWith('/decision') || left <= 0) return send();
    left -= 1;
    return answerOf(fault.kind, send);
  };
}

async function answerOf(kind: FaultKind, send: () => Promise<Response>): Promise<Response> {
  switch (kind) {
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      return await send();
    case 'silent':
      return await new Promise(() => undefined);
    case 'down':
      throw new TypeError('Failed to fetch');
    case '500':
      return new Response('{"error":"internal"}', { status: 500 });
    case 'garbage':
      return new Response('<html><body>Bad gateway</body></html>');
    case 'version':
      return new Response('{"v":2,"slots":{}}');
    case 'token':
      return new Response('{"error":"token-expired"}', { status: 401 });
    default:
      return await send();
  }
}
