import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { legacyComponents } from '#sandbox/checkout/elements/legacy-components.ts';
import { modernElements } from '#sandbox/checkout/elements/modern-elements.ts';
import { readElementTable } from '#sandbox/checkout/elements/read-element-table.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('the vocabularies', () => {
  it('hold the elements of the installed @shopify/ui-extensions 2026.7.4, with their properties and events', () => {
    expect(modernElements).toEqual(readElementTable());
  });

  it('hold the components of the installed @shopify/ui-extensions 2025.7.4', () => {
    const file = 'node_modules/@shopify/ui-extensions/src/surfaces/checkout/components.ts';
    const source = readFileSync(path.join(ROOT, file), 'utf8');
    const exported = [...source.matchAll(/^export \{(\w+)\}/gm)].map((match) => match[1]);
    expect([...legacyComponents].sort()).toEqual(exported.sort());
  });

  it('read booleans, texts and events of a button as its declaration has them', () => {
    expect(modernElements['s-button']).toMatchObject({
      properties: {
        disabled: 'boolean',
        loading: 'boolean',
        variant: 'string',
        accessibilityLabel: 'string',
      },
      events: ['click'],
    });
  });
});
