import { createReadStream } from 'node:fs';
import type { Exchange, Router } from '#sandbox/http/router.ts';
import { BadRequest, readBody, readJson, sendJson } from '#sandbox/http/body.ts';
import { answerOAuth, isTokenAlive, type AccessContext } from '#sandbox/access/access-token.ts';
import type { AdminContext } from './context.ts';
import type { Throttle } from './cost.ts';
import { answerAdmin } from './execute.ts';

async function readForm({ request }: Exchange): Promise<Readonly<Record<string, unknown>>> {
  if (request.headers['content-type']?.includes('json')) return readJson(request);
  return Object.fromEntries(new URLSearchParams((await readBody(request)).toString('utf8')));
}

/** The shop a request means: `*.myshopify.com` by TLS, or the demo shop when called plainly. */
function refuseForeignShop({ request }: Exchange, domain: string): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (host.endsWith('.myshopify.com') && host !== domain) throw new BadRequest('Not Found', 404);
}

/** Token exchange, Admin GraphQL and the files of bulk operations. */
export function mountAdminApi(
  router: Router,
  access: AccessContext,
  context: AdminContext,
  throttle: Throttle,
): void {
  const { domain } = access.identity;

  router.post('/admin/oauth/access_token', async (exchange) => {
    refuseForeignShop(exchange, domain);
    const { status, body } = answerOAuth(access, await readForm(exchange));
    sendJson(exchange.response, status, body);
  });

  router.post('/admin/api/:version/graphql.json', async (exchange) => {
    refuseForeignShop(exchange, domain);
    const token = exchange.request.headers['x-shopify-access-token'];
    if (typeof token !== 'string' || !isTokenAlive(access, token)) {
      const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
      return sendJson(exchange.response, 401, { errors });
    }
    const { query, variables, operationName } = await readJson(exchange.request);
    if (typeof query !== 'string') throw new BadRequest('Expected a JSON body with the text `query`.');
    const request = {
      query,
      variables: typeof variables === 'object' && variables !== null ? { ...variables } : undefined,
      operationName: typeof operationName === 'string' ? operationName : undefined,
    };
    exchange.response.setHeader('X-Shopify-API-Version', exchange.params['version'] ?? '');
    sendJson(exchange.response, 200, await answerAdmin(request, context, throttle));
  });

  router.get('/bulk/:file', ({ params, response }) => {
    const operation = context.bulk.findByKey((params['file'] ?? '').replace(/\.jsonl$/, ''));
    if (!operation || (operation.url === null && operation.partialDataUrl === null)) {
      return sendJson(response, 404, { error: 'No such bulk operation result.' });
    }
    response.writeHead(200, {
      'Content-Type': 'application/jsonl',
      'Content-Length': operation.fileSize ?? undefined,
    });
    createReadStream(operation.path).pipe(response);
  });
}
