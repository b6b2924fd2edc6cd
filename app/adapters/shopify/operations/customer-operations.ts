/** What a customer's metafield holds. */
export const CUSTOMER_METAFIELD = `query AttuneCustomerMetafield($customer: ID!, $namespace: String!, $key: String!) {
  customer(id: $customer) { metafield(namespace: $namespace, key: $key) { type value } }
}`;
