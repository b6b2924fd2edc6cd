import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const EXTENSIONS = join(import.meta.dirname, '../../extensions');

/** Each text of a file by its path, "fields.zip". */
function readTexts(path: string): ReadonlyMap<string, string> {
  const flatten = (value: unknown, path: string): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) =>
          flatten(inner, path === '' ? key : `${path}.${key}`),
        );
  return new Map(flatten(JSON.parse(readFileSync(path, 'utf8')), ''));
}

const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{{1,2}\w+\}{1,2}/g)].map(String).sort();

describe.each(['checkout', 'theme-cart'])('the texts of %s', (extension) => {
  const folder = join(EXTENSIONS, extension, 'locales');
  const FILES = readdirSync(folder);
  const textsOf = (file: string) => readTexts(join(folder, file));
  const english = textsOf('en.default.json');

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
