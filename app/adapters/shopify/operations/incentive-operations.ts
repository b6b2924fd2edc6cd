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
