/**
 * What deciding in the checkout needs beyond what is granted at install, declared as optional in shopify.app.toml: the metafields of
 * products and of customers.
 */
export const LOCAL_SCOPES = ['write_customers', 'write_products'] as const;
