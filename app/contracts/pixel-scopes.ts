/** What the web pixel needs beyond what is granted at install, asked for in Settings and declared as optional in shopify.app.toml. */
export const PIXEL_SCOPES = ['read_customer_events', 'write_pixels'] as const;
