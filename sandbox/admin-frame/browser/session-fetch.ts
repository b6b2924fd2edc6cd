/**
 * A fetch that gives requests to the app itself a fresh session token, as App Bridge does; one that the app refuses as stale is
 * tried once more. Other requests are left alone.
 */
export function createSessionFetch(plain: typeof fetch, idToken: () => Promise<string>): typeof fetch {
  const send = async (request: Request): Promise<Response> => {
    request.headers.set('Authorization', `Bearer ${await idToken()}`);
    request.headers.set('X-Requested-With', 'XMLHttpRequest');
    return plain(request);
  };
  return async (input, init) => {
    const request = new Request(input, init);
    const isOwn = new URL(request.url).origin === location.origin;
    if (!isOwn || request.headers.has('Authorization')) return plain(request);
    const spare = request.clone();
    const response = await send(request);
    const isStale = response.headers.get('X-Shopify-Retry-Invalid-Session-Request') === '1';
    return isStale ? send(spare) : response;
  };
}
