import { Readable, type Duplex } from 'node:stream';
import pg from 'pg';
import { openCopyCursor, type CopyFields } from './copy-fields.ts';

/** Signature, flags and the length of an extension, before the first row. */
const HEADER_BYTES = 19;
/** Less than a socket holds, so that PostgreSQL fills the next while one is looked at: at 1 MB the two would work by turns. */
const BLOCK_BYTES = 1 << 16;

/**
 * The rows of a query without parameters, in batches, by COPY in its binary format: for a million of them it takes a third of the time that an
 * ordinary answer takes, whose every field becomes a text first. No more rows are fetched than are about to be looked at. Who stops
 * before the end has to close the connection.
 */
export async function* copyRows<Row>(
  client: pg.ClientBase,
  query: string,
  toRow: (fields: CopyFields) => Row,
): AsyncGenerator<readonly Row[]> {
  let start = HEADER_BYTES;
  for await (const block of copyBlocks(client, `COPY (${query}) TO STDOUT (FORMAT binary)`)) {
    const cursor = openCopyCursor(block, start);
    const rows: Row[] = [];
    while (cursor.next()) rows.push(toRow(cursor.fields));
    yield rows;
    start = 0;
  }
}

/**
 * Blocks of whole rows: PostgreSQL sends one message a row (its manual, 54.2.6, COPY operations). Messages are copied, because pg uses the memory of
 * what it received again.
 */
function copyBlocks(client: pg.ClientBase, text: string): AsyncIterable<Buffer> {
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let size = 0;
  let socket: Duplex | null = null;
  const blocks = new Readable({ objectMode: true, highWaterMark: 1, read: () => void socket?.resume() });
  const handOver = (least: number): boolean => {
    const isWanted = size === 0 || blocks.push(block.subarray(0, size));
    block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, least));
    size = 0;
    return isWanted;
  };
  const copy = new pg.Query(text, (error) => {
    // What else belongs to the answer is still to be read.
    socket?.resume();
    if (error) return void blocks.destroy(error);
    handOver(0);
    blocks.push(null);
  });
  const handleCopyData = ({ chunk }: { readonly chunk: Buffer }, { stream }: pg.Connection): void => {
    socket = stream;
    if (size + chunk.length > block.length && !handOver(chunk.length)) stream.pause();
    size += chunk.copy(block, size);
  };
  client.query(Object.assign(copy, { handleCopyData }));
  return blocks;
}
