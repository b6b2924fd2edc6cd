import { z } from 'zod';
import { MAX_METAFIELD_BYTES, METAFIELD_NAMESPACE } from '#app/domain/campaigns/incentives/configuration.ts';
import type { Metafields, OwnedMetafield } from '#app/ports/metafields.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { AdminApi } from './admin-client.ts';
import { OWNERS_QUERY, SET_METAFIELDS, SHOP_QUERY } from './operations/metafield-operations.ts';
import { readAnswer } from './read-answer.ts';

const shopAnswer = z.object({ shop: z.object({ id: z.string() }) });
const ownersAnswer = z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()) });
const setAnswer = z.object({
  metafieldsSet: z.object({
    userErrors: z.array(z.object({ elementIndex: z.number().nullish(), message: z.string() })),
  }),
});

/** The app's own metafields over the Admin API. */
export function createMetafields(apiOf: (domain: string) => AdminApi): Metafields {
  return {
    async shopGid(domain) {
      return readAnswer(shopAnswer, await apiOf(domain).query(SHOP_QUERY)).shop.id;
    },
    write: (domain, fields) => writeMetafields(apiOf(domain), fields),
  };
}

/** The batch is all or nothing: one owner who is no more, or one that is refused, would keep the others from being written. */
async function writeMetafields(api: AdminApi, fields: readonly OwnedMetafield[]): Promise<readonly string[]> {
  const ids = fields.map(({ ownerId }) => ownerId);
  const { nodes } = readAnswer(ownersAnswer, await api.query(OWNERS_QUERY, { ids }));
  const there = new Set(nodes.flatMap((node) => node?.id ?? []));
  return setMetafields(
    api,
    fields
      .filter(({ ownerId }) => there.has(ownerId))
      .map(({ ownerId, key, value }) => ({
        ownerId,
        namespace: METAFIELD_NAMESPACE,
        key,
        ...jsonField(value),
      })),
  );
}

/** Without those that Shopify names as wrong once more, until it takes the rest. */
async function setMetafields<Field extends { readonly ownerId: string }>(
  api: AdminApi,
  metafields: readonly Field[],
): Promise<readonly string[]> {
  if (metafields.length === 0) return [];
  const answer = readAnswer(setAnswer, await api.query(SET_METAFIELDS, { metafields }));
  const { userErrors } = answer.metafieldsSet;
  const [error] = userErrors;
  if (!error) return [];
  const wrong = new Set(userErrors.map(({ elementIndex }) => elementIndex));
  const refused = metafields.filter((_, place) => wrong.has(place));
  const rest = metafields.filter((_, place) => !wrong.has(place));
  if (refused.length > 0 && rest.length > 0)
    return [...refused.map(({ ownerId }) => ownerId), ...(await setMetafields(api, rest))];
  throw new ShopifyRejected(`Shopify refused to write metafields: ${error.message}`, { retryable: false });
}

/** What reads them reads what is longer as nothing, so that it is refused here. */
export function jsonField(value: unknown): { readonly type: 'json'; readonly value: string } {
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_METAFIELD_BYTES) return { type: 'json', value: text };
  throw new ShopifyRejected(
    `A metafield may have at most ${MAX_METAFIELD_BYTES} bytes to be read in checkout; this one needs ${bytes}. End some campaigns.`,
    { retryable: false },
  );
}
