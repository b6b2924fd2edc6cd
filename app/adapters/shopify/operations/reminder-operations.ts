/** Whom a reminder goes to, and in whose name. */
export const REMINDER_READER = `query AttuneReminderReader($customer: ID!) {
  shop { name primaryDomain { url } }
  customer(id: $customer) {
    firstName
    locale
    defaultEmailAddress { emailAddress marketingState validFormat }
    defaultAddress { countryCodeV2 timeZone }
  }
}`;

/** What is in a cart, as it is sold now. */
export const REMINDER_VARIANTS = `query AttuneReminderVariants($ids: [ID!]!, $country: CountryCode) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      id
      title
      availableForSale
      contextualPricing(context: { country: $country }) { price { amount currencyCode } }
      product { title status onlineStoreUrl featuredMedia { preview { image { url } } } }
    }
  }
}`;
