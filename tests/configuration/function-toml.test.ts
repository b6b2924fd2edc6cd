import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXTENSION_API_VERSION } from '#app/contracts/api-versions.ts';
import {
  CONFIGURATION_KEY,
  METAFIELD_NAMESPACE,
  SEGMENTS_KEY,
} from '#app/domain/campaigns/incentives/configuration.ts';
import { readFunctionDefinition } from '#extensions/build-function.ts';

const definition = await readFunctionDefinition();
const schemaText = readFileSync(
  join(import.meta.dirname, '../../extensions/discount/schema.graphql'),
  'utf8',
);

describe("the discount function's toml", () => {
  it('names the API version of the deployable extensions, and so does its schema', () => {
    expect(definition.apiVersion).toBe(EXTENSION_API_VERSION);
    expect(schemaText).toContain(`API ${EXTENSION_API_VERSION}`);
  });

  it('has one export for each target, named as Shopify names runs', () => {
    expect(definition.targeting.map(({ target, export: name }) => [target, name])).toEqual([
      ['cart.lines.discounts.generate.run', 'cart-lines-discounts-generate-run'],
      ['cart.delivery-options.discounts.generate.run', 'cart-delivery-options-discounts-generate-run'],
    ]);
  });

  it('reads the metafields that the app writes', () => {
    for (const { inputQuery } of definition.targeting) {
      expect(inputQuery).toContain(
        `metafield(namespace: "${METAFIELD_NAMESPACE}", key: "${CONFIGURATION_KEY}")`,
      );
      expect(inputQuery).toContain(`metafield(namespace: "${METAFIELD_NAMESPACE}", key: "${SEGMENTS_KEY}")`);
    }
  });
});
