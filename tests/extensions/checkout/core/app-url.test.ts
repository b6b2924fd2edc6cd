import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAppUrl } from '#extensions/checkout/src/core/app-url.ts';

afterEach(() => vi.unstubAllEnvs());

describe('readAppUrl', () => {
  it('takes the address of a development tunnel before that of .env', () => {
    vi.stubEnv('APP_URL', 'https://tunnel.example.com/');
    vi.stubEnv('SHOPIFY_APP_URL', 'https://attune.example.com');
    expect(readAppUrl()).toBe('https://tunnel.example.com');
  });

  it('takes the address of .env when the app is deployed', () => {
    vi.stubEnv('APP_URL', undefined);
    vi.stubEnv('SHOPIFY_APP_URL', 'https://attune.example.com');
    expect(readAppUrl()).toBe('https://attune.example.com');
  });

  it('says what was missing when the bundle was built', () => {
    vi.stubEnv('APP_URL', undefined);
    vi.stubEnv('SHOPIFY_APP_URL', undefined);
    expect(readAppUrl).toThrow('Expected SHOPIFY_APP_URL in .env when this extension was built, found none.');
  });
});
