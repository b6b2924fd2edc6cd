import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXTENSION_API_VERSION } from '#app/contracts/api-versions.ts';
import { PIXEL_SCOPES } from '#app/contracts/pixel-scopes.ts';
import { readPixelDefinition } from '#extensions/build-pixel.ts';

const ROOT = join(import.meta.dirname, '../..');
const appToml = z.object({
  access_scopes: z.object({ scopes: z.string(), optional_scopes: z.array(z.string()) }),
});
const definition = await readPixelDefinition();

describe("the web pixel's toml", () => {
  it('names the API version of the deployable extensions', () => {
    expect(definition.apiVersion).toBe(EXTENSION_API_VERSION);
  });

  it('is loaded for nobody who refuses analytics', () => {
    expect(definition.needs).toEqual(['analytics']);
  });

  it('needs scopes that a merchant is asked for, and that an install does not need', () => {
    const { access_scopes: scopes } = appToml.parse(
      parse(readFileSync(join(ROOT, 'shopify.app.toml'), 'utf8')),
    );
    expect(scopes.optional_scopes).toEqual(expect.arrayContaining([...PIXEL_SCOPES]));
    for (const scope of PIXEL_SCOPES) expect(scopes.scopes).not.toContain(scope);
  });

  it('takes the settings that the app activates it with', () => {
    expect(definition.settings).toEqual(['key']);
  });
});
