/** What one metafield of each of these customers holds. */
export const CUSTOMER_METAFIELDS = `query AttuneCustomerMetafields($customers: [ID!]!, $namespace: String!, $key: String!) {
  nodes(ids: $customers) {
    ... on Customer { metafield(namespace: $namespace, key: $key) { type value } }
  }
}`;
