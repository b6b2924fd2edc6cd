import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyJwt } from '#sandbox/access/jwt.ts';
import { createAppAddress, signQuery } from '#sandbox/admin-frame/app-address.ts';
import { KEY, SECRET, setStage, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 50 }, false);
});
afterAll(() => stage.close());

const frame = async (path = ''): Promise<string> =>
  (await fetch(`${stage.sandbox.url}/store/attune-demo/apps/attune${path}`)).text();
const iframeOf = (html: string): URL =>
  new URL(
    (/<iframe[^>]* src="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll(/&#(\d+);/g, (_, code) =>
      String.fromCharCode(Number(code)),
    ),
  );

describe('the admin frame', () => {
  it('opens the app at the path after its handle, embedded, with a signed query', async () => {
    const address = iframeOf(await frame('/app/campaigns'));
    expect(address.pathname).toBe('/app/campaigns');
    expect(address.origin).toBe(stage.app.url);
    const query = address.searchParams;
    expect(query.get('embedded')).toBe('1');
    expect(Buffer.from(query.get('host') ?? '', 'base64').toString()).toBe(
      'admin.shopify.com/store/attune-demo',
    );
    const hmac = query.get('hmac');
    query.delete('hmac');
    expect(hmac).toBe(signQuery(query, SECRET));
  });

  it('brings an id_token of the admin: full addresses, the audience, one minute', async () => {
    const token = iframeOf(await frame()).searchParams.get('id_token') ?? '';
    const now = Math.floor(Date.now() / 1000);
    const claims = verifyJwt(token, SECRET, now);
    expect(claims).toMatchObject({
      aud: KEY,
      dest: 'https://attune-demo.myshopify.com',
      iss: 'https://attune-demo.myshopify.com/admin',
    });
    expect(Number(claims?.['exp']) - now).toBeLessThanOrEqual(60);
  });

  it('hands the page its own parameters, signed, and never lets them pass for the admin’s', () => {
    const { identity } = stage.sandbox.world().shop;
    const own: [string, string][] = [
      ['kind', 'message'],
      ['shop', 'evil.example.com'],
      ['hmac', 'forged'],
    ];
    const query = new URL(createAppAddress('app/campaigns/new', identity, stage.settings, own)).searchParams;
    expect(query.get('kind')).toBe('message');
    expect(query.getAll('shop')).toEqual(['attune-demo.myshopify.com']);
    const [hmac, ...others] = query.getAll('hmac');
    query.delete('hmac');
    expect([hmac, others]).toEqual([signQuery(query, SECRET), []]);
  });

  it('makes a fresh id_token for each address', () => {
    const { identity } = stage.sandbox.world().shop;
    const tokens = [1, 2].map(() =>
      new URL(createAppAddress('', identity, stage.settings)).searchParams.get('id_token'),
    );
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it('serves the App Bridge stand-in as plain JavaScript', async () => {
    const script = await (await fetch(`${stage.sandbox.url}/app-bridge.js`)).text();
    expect(() => new Function(script)).not.toThrow();
    expect(script).toContain('shopify:navigate');
  });
});

describe('install', () => {
  it('visits the app, which exchanges its id_token', async () => {
    expect(await stage.control('install', {})).toMatchObject({ installed: true });
    expect(stage.app.token).toMatchObject({ status: 200, access_token: expect.stringMatching(/^shpat_/) });
  });

  it('says so when the app does not answer', async () => {
    await stage.control('uninstall', {});
    await stage.app.close();
    const answer = await stage.control('install', {});
    expect(answer['error']).toContain('found no answer');
  });
});

describe('pictures', () => {
  it('draws a tile for a product and 404 for none', async () => {
    const tile = await fetch(`${stage.sandbox.url}/cdn/products/8100000000001.svg`);
    expect(tile.headers.get('Content-Type')).toContain('image/svg+xml');
    expect(await tile.text()).toContain('aria-label="Inflatable Political Globe"');
    expect((await fetch(`${stage.sandbox.url}/cdn/products/1.svg`)).status).toBe(404);
  });
});
