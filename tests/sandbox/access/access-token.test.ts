import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signJwt } from '#sandbox/access/jwt.ts';
import { mintAdminToken } from '#sandbox/access/session-token.ts';
import { exchange, KEY, SECRET, setStage, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 50 }, false);
});
afterAll(() => stage.close());

const idToken = () => mintAdminToken(stage.sandbox.world().shop.identity, stage.settings);
const seconds = () => Math.floor(Date.now() / 1000);
const claims = (patch: Record<string, unknown> = {}) => ({
  iss: 'https://attune-demo.myshopify.com/admin',
  dest: 'https://attune-demo.myshopify.com',
  aud: KEY,
  sub: '1',
  exp: seconds() + 60,
  nbf: seconds() - 1,
  ...patch,
});

async function statusOf(token: unknown): Promise<number> {
  const response = await fetch(`${stage.sandbox.url}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': String(token) },
    body: JSON.stringify({ query: '{ shop { name } }' }),
  });
  return response.status;
}

describe('token exchange', () => {
  it('gives an expiring offline token with its refresh token and scopes', async () => {
    const answer = await exchange(stage.sandbox.url, idToken());
    expect(answer).toMatchObject({ status: 200, expires_in: 3600 });
    expect(String(answer['scope']).split(',')).toContain('read_all_orders');
    expect(await statusOf(answer['access_token'])).toBe(200);
  });

  it('does not name a scope to read beside the one to write', async () => {
    await stage.control('scopes', { add: ['write_customers'] });
    const answer = await exchange(stage.sandbox.url, idToken());
    await stage.control('scopes', { remove: ['write_customers'] });
    const named = String(answer['scope']).split(',');
    expect(named).toContain('write_customers');
    expect(named).not.toContain('read_customers');
    expect(named).toContain('read_orders');
  });

  it('gives a token that never expires when none was asked for', async () => {
    const answer = await exchange(stage.sandbox.url, idToken(), { expiring: '0' });
    expect(answer).not.toHaveProperty('refresh_token');
  });

  it.each([
    ['a wrong audience', () => signJwt(claims({ aud: 'another-app' }), SECRET)],
    ['another shop', () => signJwt(claims({ dest: 'https://other.myshopify.com' }), SECRET)],
    ['an expired token', () => signJwt(claims({ exp: seconds() - 60 }), SECRET)],
    ['a foreign signature', () => signJwt(claims(), 'another secret')],
    ['no signature', () => `${signJwt(claims(), SECRET).split('.').slice(0, 2).join('.')}.`],
    [
      'alg none',
      () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${signJwt(claims(), SECRET).split('.')[1]}.`,
    ],
  ])('refuses %s with invalid_subject_token', async (_name, token) => {
    expect(await exchange(stage.sandbox.url, token())).toMatchObject({
      status: 400,
      error: 'invalid_subject_token',
    });
  });

  it('refuses a wrong client secret with 401 and a wrong client id with 400', async () => {
    expect(await exchange(stage.sandbox.url, idToken(), { client_secret: 'no' })).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
    expect(await exchange(stage.sandbox.url, idToken(), { client_id: 'no' })).toMatchObject({ status: 400 });
  });
});

describe('refresh', () => {
  it('gives a new pair and kills the old one', async () => {
    const first = await exchange(stage.sandbox.url, idToken());
    const refresh = { grant_type: 'refresh_token', refresh_token: first['refresh_token'] };
    const second = await exchange(stage.sandbox.url, '', refresh);
    expect(await statusOf(first['access_token'])).toBe(401);
    expect(await statusOf(second['access_token'])).toBe(200);
    expect(await exchange(stage.sandbox.url, '', refresh)).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    });
  });
});

describe('uninstall', () => {
  it('kills the tokens and tells app/uninstalled', async () => {
    const { access_token: token } = await exchange(stage.sandbox.url, idToken());
    await stage.control('uninstall', {});
    expect(await statusOf(token)).toBe(401);
    expect(await stage.received('app/uninstalled')).toMatchObject([
      { myshopify_domain: 'attune-demo.myshopify.com' },
    ]);
  });
});
