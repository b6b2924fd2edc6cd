import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folder (longest match wins) -> folders it may import. The table of app/README.md. */
const ALLOWED: Record<string, readonly string[]> = {
  'app/domain/kernel': ['app/domain/kernel'],
  'app/domain/statistics': ['app/domain/kernel', 'app/domain/statistics'],
  'app/domain/boosting': ['app/domain/kernel', 'app/domain/boosting'],
  'app/domain/quality': [
    'app/domain/kernel',
    'app/domain/statistics',
    'app/domain/boosting',
    'app/domain/facts',
    'app/domain/profiles',
    'app/domain/quality',
  ],
  'app/domain/facts': ['app/domain/kernel', 'app/domain/facts'],
  'app/domain/profiles': ['app/domain/kernel', 'app/domain/profiles'],
  'app/domain/segments': [
    'app/domain/kernel',
    'app/domain/facts',
    'app/domain/profiles',
    'app/domain/statistics',
    'app/domain/segments',
  ],
  'app/domain/experiments': ['app/domain/kernel', 'app/domain/statistics', 'app/domain/experiments'],
  'app/domain/lifetime': [
    'app/domain/kernel',
    'app/domain/statistics',
    'app/domain/facts',
    'app/domain/profiles',
    'app/domain/lifetime',
  ],
  'app/domain/reminders': ['app/domain/kernel', 'app/domain/reminders'],
  'app/domain/recommendations': [
    'app/domain/kernel',
    'app/domain/statistics',
    'app/domain/boosting',
    'app/domain/profiles',
    'app/domain/recommendations',
  ],
  'app/domain/campaigns': ['app/domain'],
  'app/ports': ['app/domain', 'app/ports', 'app/contracts'],
  'app/use-cases': ['app/domain', 'app/ports', 'app/contracts', 'app/use-cases'],
  'app/adapters': ['app/domain', 'app/ports', 'app/contracts', 'app/adapters', 'prisma'],
  'app/contracts': ['app/contracts'],
  'app/http': [
    'app/domain/kernel',
    'app/ports',
    'app/use-cases',
    'app/contracts',
    'app/http',
    'app/container.ts',
    'app/config.ts',
  ],
  'app/routes': [
    'app/domain',
    'app/contracts',
    'app/http',
    'app/ui',
    'app/routes',
    'app/use-cases',
    'app/ports',
  ],
  'app/ui': ['app/domain', 'app/contracts', 'app/ui'],
  sandbox: ['sandbox', 'app/contracts'],
  extensions: [
    'extensions',
    'app/contracts',
    'app/domain/kernel',
    'app/domain/campaigns/guardrails',
    'app/domain/campaigns/incentives',
    'app/domain/campaigns/local',
  ],
};

const FOLDERS = Object.keys(ALLOWED).sort((a, b) => b.length - a.length);
const ROOT = path.resolve(import.meta.dirname, '../..');

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ];
  return found.map((match) => match[1] ?? match[2] ?? '');
}

function resolveInside(file: string, target: string): string | null {
  if (target.startsWith('#')) return target.slice(1);
  if (target.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
  return null;
}

function violationsOf(file: string): string[] {
  const folder = FOLDERS.find((name) => file.startsWith(`${name}/`));
  if (folder === undefined) return [];
  const allowed = ALLOWED[folder] ?? [];
  return importsOf(file).flatMap((target) => {
    const inside = resolveInside(file, target);
    if (inside === null || allowed.some((name) => inside === name || inside.startsWith(`${name}/`)))
      return [];
    return [`${file} imports ${inside}, but ${folder} may import only ${allowed.join(', ')}`];
  });
}

const sources = globSync('{app,sandbox,extensions}/**/*.{ts,tsx}', {
  cwd: ROOT,
  exclude: (name) => /node_modules|generated|dist/.test(typeof name === 'string' ? name : ''),
}).map((file) => file.split(path.sep).join('/'));

describe('the import table', () => {
  it('finds the source files it is about', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it('holds for every import statement', () => {
    expect(sources.flatMap(violationsOf)).toEqual([]);
  });

  it('keeps vendor packages out of the domain and the use cases', () => {
    const outside = sources
      .filter((file) => /^app\/(domain|ports|use-cases)\//.test(file))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => !target.startsWith('#') && !target.startsWith('.'))
      .filter(
        ({ file, target }) =>
          !(file.startsWith('app/use-cases/') && (target === 'zod' || target.startsWith('node:'))),
      );
    expect(outside).toEqual([]);
  });
});
