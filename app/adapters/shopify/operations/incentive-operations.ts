const ANSWER = `automaticAppDiscount { discountId } userErrors { code field message }`;

export const CREATE_DISCOUNT = `mutation AttuneDiscountCreate($discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppCreate(automaticAppDiscount: $discount) { ${ANSWER} }
}`;

export const UPDATE_DISCOUNT = `mutation AttuneDiscountUpdate($id: ID!, $discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $discount) { ${ANSWER} }
}`;

export const DELETE_DISCOUNT = `mutation AttuneDiscountDelete($id: ID!) {
  discountAutomaticDelete(id: $id) { deletedAutomaticDiscountId userErrors { code field message } }
}`;

/** At most 25 at once, all or nothing. */
export const SET_METAFIELDS = `mutation AttuneMetafields($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { elementIndex message } }
}`;

/** Customers that are still there. */
export const CUSTOMERS_QUERY = `query AttuneCustomers($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Customer { id } }
}`;
