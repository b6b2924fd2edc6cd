/**
 * The three Shopify API versions Attune is built on. Tests hold every toml against them.
 * Admin API and webhooks; the deployable extensions; the legacy React runtime of the first build.
 */
export const ADMIN_API_VERSION = '2026-10';
export const EXTENSION_API_VERSION = '2026-07';
export const LEGACY_EXTENSION_API_VERSION = '2025-07';
