import { z } from 'zod';
import { gid, type MarketId } from '#app/domain/kernel/ids.ts';
import type { NamedMarket, ShopReading } from '#app/ports/shop-history.ts';
import type { AdminApi } from './admin-client.ts';
import { grantedScopes } from './granted-scopes.ts';
import { MARKETS_QUERY, SHOP_QUERY } from './operations/shop-operations.ts';
import { readAnswer } from './read-answer.ts';

const shopAnswer = z.object({
  shop: z.object({
    name: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    plan: z.object({ publicDisplayName: z.string() }),
    shopAddress: z.object({ countryCodeV2: z.string().nullable() }),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

const page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const market = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  currencySettings: z.object({ baseCurrency: z.object({ currencyCode: z.string() }) }).nullable(),
  conditions: z
    .object({
      regionsCondition: z
        .object({ regions: z.object({ nodes: z.array(z.object({ code: z.string().optional() })) }) })
        .nullable(),
    })
    .nullable(),
});

const marketsAnswer = z.object({ markets: z.object({ nodes: z.array(market), pageInfo: page }) });

/** The shop's facts, granted scopes and active markets. */
export async function readShop(api: AdminApi): Promise<ShopReading> {
  const { shop, currentAppInstallation } = readAnswer(shopAnswer, await api.query(SHOP_QUERY));
  return {
    facts: {
      kind: 'shop',
      name: shop.name,
      currency: shop.currencyCode,
      timezone: shop.ianaTimezone,
      country: shop.shopAddress.countryCodeV2,
      plan: shop.plan.publicDisplayName,
    },
    scopes: grantedScopes(currentAppInstallation.accessScopes.map(({ handle }) => handle)),
    markets: await readMarkets(api, shop.currencyCode),
  };
}

/** Markets without a currency of their own sell in the shop's. */
async function readMarkets(api: AdminApi, shopCurrency: string): Promise<readonly NamedMarket[]> {
  const found: NamedMarket[] = [];
  let after: string | null = null;
  do {
    const { markets }: z.infer<typeof marketsAnswer> = readAnswer(
      marketsAnswer,
      await api.query(MARKETS_QUERY, { after }),
    );
    for (const node of markets.nodes.filter(({ status }) => status === 'ACTIVE'))
      found.push({
        id: toMarketId(node.id),
        name: node.name,
        countries: (node.conditions?.regionsCondition?.regions.nodes ?? []).flatMap(({ code }) => code ?? []),
        currency: node.currencySettings?.baseCurrency.currencyCode ?? shopCurrency,
      });
    after = markets.pageInfo.hasNextPage ? markets.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const toMarketId = (id: string): MarketId => gid('Market', id.slice(id.lastIndexOf('/') + 1));
