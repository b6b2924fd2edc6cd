import { BadRequest, readJson, sendJson } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import { answerStorefront } from './answer.ts';

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers':
    'Content-Type, X-Shopify-Storefront-Access-Token, Shopify-Storefront-Buyer-IP',
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
};

/** POST /api/{version}/graphql.json, open to any origin as on Shopify. */
export function mountStorefrontApi(router: Router, shop: Shop, originOf: () => string): void {
  const path = '/api/:version/graphql.json';
  router.on('OPTIONS', path, ({ response }) => void response.writeHead(204, CORS).end());
  router.post(path, async ({ request, response }) => {
    const { query, variables } = await readJson(request);
    if (typeof query !== 'string') throw new BadRequest('Expected a JSON body with the text `query`.');
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    const given = typeof variables === 'object' && variables !== null ? { ...variables } : undefined;
    sendJson(response, 200, await answerStorefront({ query, variables: given }, shop, originOf()));
  });
}
