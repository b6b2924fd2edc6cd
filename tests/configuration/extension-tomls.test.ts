import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { EXTENSION_API_VERSION, LEGACY_EXTENSION_API_VERSION } from '#app/contracts/api-versions.ts';
import { PLACEMENTS_OF_CHANNEL } from '#app/contracts/checkout-decision.ts';
import { readDefinition } from '#extensions/definition.ts';

const EXTENSIONS = join(import.meta.dirname, '../../extensions');
const MODERN = join(EXTENSIONS, 'checkout/shopify.extension.toml');
const LEGACY = join(EXTENSIONS, 'legacy.toml');
/** Targets of checkout and of customer accounts, from the installed types of the deployable version. */
const TARGETS = ['checkout', 'customer-account']
  .map(
    (surface) => `checkout/node_modules/@shopify/ui-extensions/src/surfaces/${surface}/extension-targets.ts`,
  )
  .map((file) => readFileSync(join(EXTENSIONS, file), 'utf8'))
  .join('\n');

const modern = await readDefinition(MODERN);
const legacy = await readDefinition(LEGACY);

describe('the extension tomls', () => {
  it('name the API versions the code is built for', () => {
    expect(modern.apiVersion).toBe(EXTENSION_API_VERSION);
    expect(legacy.apiVersion).toBe(LEGACY_EXTENSION_API_VERSION);
  });

  it('name the version of the installed packages', () => {
    expect(versionOf('checkout/node_modules/@shopify/ui-extensions')).toBe(modern.apiVersion);
    expect(versionOf('react-adapter/node_modules/@shopify/ui-extensions')).toBe(modern.apiVersion);
    expect(versionOf('../node_modules/@shopify/ui-extensions-react')).toBe(legacy.apiVersion);
  });

  it('differ in nothing but the version and the module paths', () => {
    const withoutVersion = ({
      apiVersion: _version,
      directory: _directory,
      targeting: _,
      ...rest
    }: typeof modern) => rest;
    expect(withoutVersion(legacy)).toEqual(withoutVersion(modern));
    expect(legacy.targeting).toEqual(
      modern.targeting.map(({ target, module }) => ({ target, module: module.replace('./', './checkout/') })),
    );
  });

  it('show the CLI no extension on a version that Shopify no longer deploys', () => {
    const seen = globSync('*/*.extension.toml', { cwd: EXTENSIONS });
    expect(seen.length).toBeGreaterThan(0);
    for (const path of seen) {
      const { api_version: version, type } = parse(readFileSync(join(EXTENSIONS, path), 'utf8'));
      if (type === 'theme') continue; // It has no API version.
      expect(String(version) >= '2026-01', `${path}: ${String(version)}`).toBe(true);
    }
  });

  it('have one target for each placement, each a known target with a module of its own', () => {
    expect(modern.targeting).toHaveLength(PLACEMENTS_OF_CHANNEL.checkout.length);
    const modules = modern.targeting.map(({ module }) => module);
    expect(new Set(modules).size).toBe(modules.length);
    for (const { target, module } of modern.targeting) {
      expect(TARGETS).toContain(`'${target}'`);
      expect(existsSync(join(modern.directory, module)), module).toBe(true);
      expect(readFileSync(join(modern.directory, module), 'utf8')).toContain(`reactExtension('${target}'`);
    }
  });

  it('offer only settings that a view reads', () => {
    const source = globSync('checkout/src/**/*.{ts,tsx}', { cwd: EXTENSIONS })
      .map((path) => readFileSync(join(EXTENSIONS, path), 'utf8'))
      .join('\n');
    expect(modern.settings.map(({ key }) => key)).toEqual([
      'headline',
      'max_offers',
      'room',
      'show_pictures',
    ]);
    for (const { key } of modern.settings) expect(source).toContain(key);
  });
});

describe('the locales', () => {
  const folder = join(EXTENSIONS, 'checkout/locales');
  const files = readdirSync(folder);
  const textsOf = (file: string): Map<string, string> =>
    flatten(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const english = textsOf('en.default.json');

  it('have one default', () => {
    expect(files.filter((file) => file.endsWith('.default.json'))).toEqual(['en.default.json']);
  });

  it.each(files)('%s has the texts of the default, with the same replacements', (file) => {
    const texts = textsOf(file);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe('');
      expect(replacementsOf(text), `${file}: ${key}`).toEqual(replacementsOf(english.get(key) ?? ''));
    }
  });
});

function replacementsOf(text: string): string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort();
}

function flatten(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value as object, `${prefix}${key}.`)],
    ),
  );
}

/** "2026.7.4" -> "2026-07". */
function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(EXTENSIONS, folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const [year = '', month = ''] = version.split('.');
  return `${year}-${month.padStart(2, '0')}`;
}
