/** The shop and its markets. */
export const SHOP_QUERY = `query AttuneShop {
  shop {
    name
    myshopifyDomain
    currencyCode
    ianaTimezone
    plan { publicDisplayName }
    shopAddress { countryCodeV2 }
  }
  currentAppInstallation { accessScopes { handle } }
}`;

/** One page of markets with their countries. */
export const MARKETS_QUERY = `query AttuneMarkets($after: String) {
  markets(first: 20, after: $after) {
    nodes {
      id
      name
      status
      currencySettings { baseCurrency { currencyCode } }
      conditions {
        regionsCondition {
          regions(first: 250) {
            nodes { id name ... on MarketRegionCountry { code } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
