/**
 * What incentives need beyond what is granted at install, asked for in the editor and declared as optional in shopify.app.toml: the
 * customers' metafields, and the shop's discount.
 */
export const INCENTIVE_SCOPES = ['write_customers', 'write_discounts'] as const;
