import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildCartBlock, THEME_ASSETS } from '#extensions/build-cart-block.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

const FOLDER = join(THEME_ASSETS, '..');
const liquid = readFileSync(join(FOLDER, 'blocks/offers.liquid'), 'utf8');

describe('the theme’s cart block', () => {
  it('has a script of at most 10,000 bytes deflated, the same at every build', async () => {
    const bytesOf = async () => {
      const folder = await temporaryFolder('attune-cart-block-');
      onTestFinished(() => rm(folder, { recursive: true }));
      return readFileSync((await buildCartBlock(folder)).path);
    };
    const first = await bytesOf();
    expect(deflateSync(first).byteLength).toBeLessThanOrEqual(10_000);
    expect(await bytesOf()).toEqual(first);
  });

  it('writes every text into the page that its languages have', () => {
    const texts: Record<string, string> = JSON.parse(
      readFileSync(join(FOLDER, 'locales/en.default.json'), 'utf8'),
    );
    const asked = new Set([...liquid.matchAll(/'(\w+)' \| t/g)].map(([, key]) => key));
    expect([...asked].toSorted()).toEqual(Object.keys(texts).toSorted());
  });

  it('goes through the path that the app’s configuration names', () => {
    const toml = readFileSync(join(FOLDER, '../../shopify.app.toml'), 'utf8');
    const [, prefix] = /^prefix = "(\w+)"$/m.exec(toml) ?? [];
    const [, subpath] = /^subpath = "(\w+)"$/m.exec(toml) ?? [];
    expect(liquid).toContain(`"default": "/${prefix}/${subpath}"`);
  });
});
