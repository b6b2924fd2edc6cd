/** At most 25 at once, all or nothing. */
export const SET_METAFIELDS = `mutation AttuneMetafields($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { elementIndex message } }
}`;

export const SHOP_QUERY = `query AttuneShop { shop { id } }`;

/** Those that are still there. */
export const OWNERS_QUERY = `query AttuneOwners($ids: [ID!]!) {
  nodes(ids: $ids) { id }
}`;
