import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './input-problem.ts';

/**
 * Calls back for every line of a text file, in order, without holding the file; gzip is seen by its first bytes. Throws UnreadableFile.
 */
export async function readLines(file: string, onLine: (line: string, number: number) => void): Promise<void> {
  let rest = '';
  let number = 0;
  const take = (line: string): void => {
    number += 1;
    const start = number === 1 && line.startsWith('\ufeff') ? 1 : 0;
    onLine(line.slice(start, line.endsWith('\r') ? -1 : undefined), number);
  };
  for await (const chunk of readText(file)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  if (rest !== '') take(rest);
}

async function* readText(file: string): AsyncGenerator<string> {
  try {
    for await (const chunk of await openText(file)) yield String(chunk);
  } catch (error) {
    throw new UnreadableFile(file, error);
  }
}

async function openText(file: string): Promise<Readable> {
  const isPacked = await isGzip(file);
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  if (!isPacked) return raw.setEncoding('utf8');
  const text = createGunzip({ chunkSize: 1 << 18 }).setEncoding('utf8');
  raw.on('error', (error) => text.destroy(error));
  return raw.pipe(text);
}

/** A pipe cannot be read twice, so there the name says it. */
async function isGzip(file: string): Promise<boolean> {
  if (!(await stat(file)).isFile()) return file.endsWith('.gz');
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
