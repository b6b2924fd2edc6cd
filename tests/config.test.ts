import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settingNames, SETTINGS } from '#app/config.ts';

const EXAMPLE = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'));
const GIVEN = {
  SHOPIFY_API_KEY: '0123456789abcdef',
  SHOPIFY_API_SECRET: 'a-client-secret',
  SHOPIFY_APP_URL: 'https://attune.example.com/',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

function problemsOf(env: Record<string, string | undefined>) {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

describe('.env.example', () => {
  it('names every setting, and no other', () => {
    expect(Object.keys(EXAMPLE).sort()).toEqual(settingNames().sort());
  });

  it('parses as it stands, but that its secrets are everybody’s', () => {
    const parsed = readConfig({ ...EXAMPLE, NODE_ENV: 'development' });
    expect(parsed).toMatchObject({ role: 'all', port: 3000, databaseUrl: null });
    expect(problemsOf(EXAMPLE).problems).toEqual(
      ['SHOPIFY_API_SECRET', 'ENCRYPTION_KEY'].map((name) => ({
        name,
        expected: 'one of your own',
        found: 'the example',
        example: '…',
      })),
    );
  });
});

describe('readConfig', () => {
  it('is for production where nothing else is said, fills defaults and cuts the slash from the app URL', () => {
    expect(readConfig(GIVEN)).toMatchObject({
      isProduction: true,
      shopifyAppUrl: 'https://attune.example.com',
      databaseUrl: null,
      dataDir: '.data',
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      checkoutRatePerSecond: 100,
      appBridgeUrl: null,
    });
  });

  it('takes every setting’s own example in development', () => {
    for (const name of settingNames())
      expect(() =>
        readConfig({ NODE_ENV: 'development', ...GIVEN, [name]: SETTINGS[name].example }),
      ).not.toThrow();
  });

  it('lists all problems at once, each with expected, found and example', () => {
    const { problems, message } = problemsOf({
      ...GIVEN,
      PORT: '70000',
      ROLE: 'boss',
      SHOPIFY_API_KEY: undefined,
    });
    expect(problems).toEqual([
      {
        name: 'SHOPIFY_API_KEY',
        expected: "the app's client id, 8 to 64 letters and digits",
        found: 'nothing',
        example: '0123456789abcdef0123456789abcdef',
      },
      { name: 'ROLE', expected: 'all, admin, checkout or worker', found: '"boss"', example: 'all' },
      { name: 'PORT', expected: 'a port number from 0 to 65535', found: '"70000"', example: '3000' },
    ]);
    expect(message.split('\n')).toEqual([
      '3 settings are wrong:',
      expect.stringContaining('SHOPIFY_API_KEY: expected'),
      expect.stringContaining('ROLE: expected'),
      '  PORT: expected a port number from 0 to 65535, found "70000". Example: PORT=3000',
    ]);
  });

  it('never shows the value of a secret', () => {
    const { message } = problemsOf({
      ...GIVEN,
      ENCRYPTION_KEY: 'hunter2hunter2',
      DATABASE_URL: 'mysql://u:hunter2@h',
    });
    expect(message).not.toContain('hunter2');
    expect(message).toContain('found a text of 14 characters');
  });

  it.each([
    'https://attune.example.com/app',
    'https://me:secret@attune.example.com',
    'https://a.example/?x',
    'a.example',
  ])('refuses %s as the address of the app: it is an origin', (url) => {
    const { problems } = problemsOf({ ...GIVEN, SHOPIFY_APP_URL: url });
    expect(problems).toMatchObject([
      { name: 'SHOPIFY_APP_URL', expected: 'an http or https address without a path' },
    ]);
  });

  it('refuses a key of 31 bytes', () => {
    const { problems } = problemsOf({ ...GIVEN, ENCRYPTION_KEY: Buffer.alloc(31).toString('base64') });
    expect(problems.map(({ name }) => name)).toEqual(['ENCRYPTION_KEY']);
  });

  it('refuses both development settings in production, and takes them elsewhere', () => {
    const development = {
      ...GIVEN,
      NODE_ENV: 'development',
      APP_BRIDGE_URL: 'http://127.0.0.1:3100/a.js',
      EXTRA_FRAME_ANCESTOR: 'http://127.0.0.1:3100',
    };
    expect(readConfig(development).extraFrameAncestor).toBe('http://127.0.0.1:3100');
    const { problems } = problemsOf({ ...development, NODE_ENV: 'production', PORT: 'x' });
    expect(problems.map(({ name }) => name)).toEqual(['PORT', 'APP_BRIDGE_URL', 'EXTRA_FRAME_ANCESTOR']);
  });
});
