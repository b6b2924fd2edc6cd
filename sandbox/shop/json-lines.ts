import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Entries in the order in which they were appended. */
export interface JsonLines<Entry> {
  readAll(): Entry[];
  append(entry: Entry): void;
}

/** One JSON line for each entry. A last line cut off by a crash is left out. */
export function openJsonLines<Entry>(path: string): JsonLines<Entry> {
  mkdirSync(dirname(path), { recursive: true });
  const readAll = (): Entry[] => {
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    return whole.split('\n').flatMap((line): Entry[] => (line === '' ? [] : [JSON.parse(line)]));
  };
  return { readAll, append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`) };
}
