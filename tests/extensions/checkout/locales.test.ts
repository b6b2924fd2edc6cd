import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../extensions/checkout/locales');
const FILES = readdirSync(FOLDER);

/** Each text by its path, "fields.zip". */
function textsOf(file: string): ReadonlyMap<string, string> {
  const flatten = (value: unknown, path: string): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) =>
          flatten(inner, path === '' ? key : `${path}.${key}`),
        );
  return new Map(flatten(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')), ''));
}

const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
const english = textsOf('en.default.json');

describe('the texts of the checkout extension', () => {
  it('are there in English, German, French, Spanish and Japanese', () => {
    expect(FILES.sort()).toEqual(['de.json', 'en.default.json', 'es.json', 'fr.json', 'ja.json']);
  });

  it.each(FILES)('%s has every text of the English file and no other, in the same order', (file) => {
    expect([...textsOf(file).keys()]).toEqual([...english.keys()]);
  });

  it.each(FILES)('%s fills in the same values', (file) => {
    for (const [path, text] of textsOf(file))
      expect([path, placeholdersOf(text)]).toEqual([path, placeholdersOf(english.get(path) ?? '')]);
  });

  it.each(FILES)('%s leaves no text empty or untranslated', (file) => {
    const same = ['sample.city', 'fieldSet', 'fieldChanged', 'fields.provinceCode'];
    for (const [path, text] of textsOf(file)) {
      expect(text.trim()).not.toBe('');
      if (file !== 'en.default.json' && !same.includes(path)) expect(text).not.toBe(english.get(path));
    }
  });
});
