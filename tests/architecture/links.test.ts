import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const MADE = ['node_modules', 'build', 'dist', '.data'];
const pages = globSync('**/*.md', { cwd: root, exclude: (name) => MADE.includes(path.basename(name)) });

/** As GitHub names a heading's anchor. */
const anchorsOf = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What is wrong with a page's links to files of the repository, each as it stands there. */
function brokenLinks(page: string): readonly string[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)];
  return links
    .filter(([, target = '', anchor]) => {
      const file = target === '' ? path.join(root, page) : path.resolve(root, path.dirname(page), target);
      return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    })
    .map(([link]) => link);
}

describe('pages of the repository', () => {
  it('are found', () => {
    expect(pages).toContain('README.md');
    expect(pages.length).toBeGreaterThan(20);
  });

  it.each(pages)('%s links to files and headings that are there', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });
});
