import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BadLine } from '#app/commands/input/bad-line.ts';
import { readCsv } from '#app/commands/input/read-csv.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string, columns: readonly string[] = ['a', 'b']) {
  const file = path.join(folder, 'rows.csv');
  writeFileSync(file, text);
  const rows: [number, Readonly<Record<string, string>>][] = [];
  await readCsv(file, columns, (row, line) => void rows.push([line, row]));
  return rows;
}

describe('readCsv', () => {
  it('names the fields of each record by the first line', async () => {
    expect(await read('b,a\n1,2\n,\n')).toEqual([
      [2, { b: '1', a: '2' }],
      [3, { b: '', a: '' }],
    ]);
  });

  it('reads commas, quotes and line ends inside quotes', async () => {
    expect(await read('a,b\r\n"x, ""y""","1\n2"\r\n"",z\r\n')).toEqual([
      [2, { a: 'x, "y"', b: '1\n2' }],
      [4, { a: '', b: 'z' }],
    ]);
  });

  it('ignores case and space in the names, a byte order mark, and empty lines', async () => {
    expect(await read('\ufeffA, B\n\n1,2')).toEqual([[3, { a: '1', b: '2' }]]);
  });

  it('says which columns the first line lacks', async () => {
    await expect(read('a,c\n1,2\n')).rejects.toThrow(
      new BadLine('Expected a first line with a, b, found one without b.'),
    );
    await expect(read('')).rejects.toThrow(new BadLine('Expected a first line with a, b, found no line.'));
  });

  it('says where a field opens that never closes', async () => {
    await expect(read('a,b\n1,"2\n3,4\n')).rejects.toThrow(
      new BadLine('Expected a closing quote for the field that opens in line 2, found the end.'),
    );
  });
});
