import { describe, expect, it } from 'vitest';
import { EXTENSION_API_VERSION } from '#app/contracts/api-versions.ts';
import { readPixelDefinition } from '#extensions/build-pixel.ts';

const definition = await readPixelDefinition();

describe("the web pixel's toml", () => {
  it('names the API version of the deployable extensions', () => {
    expect(definition.apiVersion).toBe(EXTENSION_API_VERSION);
  });

  it('is loaded for nobody who refuses analytics', () => {
    expect(definition.needs).toEqual(['analytics']);
  });

  it('takes the settings that the app activates it with', () => {
    expect(definition.settings).toEqual(['key']);
  });
});
