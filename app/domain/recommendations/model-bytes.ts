import { gid, legacyId } from '../kernel/ids.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { ModelData } from './model-data.ts';

/** "ATTM", read as a little-endian number: every platform Node runs on is little-endian. */
const MAGIC = 0x4d545441;
export const MODEL_FORMAT_VERSION = 1;

const HEADER = ['magic', 'format', 'checksum', 'products', 'pairs', 'orders', 'newestAt', 'idBytes'] as const;
type Header = Record<(typeof HEADER)[number], number>;
const HEADER_BYTES = HEADER.length * 4;

/**
 * A model as bytes: eight header words, the product numbers as text with a line each, padded to four bytes, then the arrays
 * of ModelData in its order, 32 bits an element.
 */
export function modelBytes(data: ModelData): Uint8Array {
  const ids = new TextEncoder().encode(data.products.map(legacyId).join('\n'));
  const arrays = [
    data.offsets,
    data.neighbours,
    data.scores,
    data.pairOrders,
    data.popularity,
    data.recentOrders,
  ];
  const bytes = new Uint8Array(
    HEADER_BYTES + padded(ids.length) + arrays.reduce((sum, array) => sum + array.byteLength, 0),
  );
  bytes.set(ids, HEADER_BYTES);
  let position = HEADER_BYTES + padded(ids.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), position);
    position += array.byteLength;
  }
  const counts = { products: data.products.length, pairs: data.neighbours.length, idBytes: ids.length };
  const { orders, newestAt } = data;
  const checksum = checksumOf(bytes);
  writeHeader(bytes, {
    magic: MAGIC,
    format: MODEL_FORMAT_VERSION,
    checksum,
    orders,
    newestAt,
    ...counts,
  });
  return bytes;
}

/** What `modelBytes` wrote; for anything else, a sentence that says what is wrong with it. */
export function modelFromBytes(bytes: Uint8Array): Result<ModelData, string> {
  if (bytes.length < HEADER_BYTES) return fail(`Expected a model, found only ${bytes.length} bytes.`);
  // Not slice: a Buffer's slice shares its memory.
  const aligned = new Uint8Array(bytes);
  const header = readHeader(aligned);
  const problem = headerProblem(header, aligned);
  if (problem !== null) return fail(problem);
  const data = readArrays(aligned, header);
  const broken = structureProblem(data, header);
  return broken === null ? ok(data) : fail(broken);
}

function headerProblem(header: Header, bytes: Uint8Array): string | null {
  if (header.magic !== MAGIC) return 'Expected a model of Attune, found bytes that begin otherwise.';
  if (header.format !== MODEL_FORMAT_VERSION)
    return `Expected model format ${MODEL_FORMAT_VERSION}, found ${header.format}. Train the model again.`;
  const expected =
    HEADER_BYTES +
    padded(header.idBytes) +
    4 * (header.products + 1 + 3 * header.pairs + 2 * header.products);
  if (expected !== bytes.length) return `Expected a model of ${expected} bytes, found ${bytes.length}.`;
  return checksumOf(bytes) === header.checksum ? null : 'The model is damaged: its checksum differs.';
}

function readArrays(bytes: Uint8Array, header: Header): ModelData {
  const { products, pairs, orders, newestAt, idBytes } = header;
  const text = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + idBytes));
  let position = HEADER_BYTES + padded(idBytes);
  const take = (length: number): [ArrayBuffer, number, number] => {
    const start = position;
    position += 4 * length;
    return [bytes.slice(start, position).buffer, 0, length];
  };
  return {
    products: products === 0 ? [] : text.split('\n').map((id) => gid('Product', id)),
    orders,
    newestAt,
    offsets: new Uint32Array(...take(products + 1)),
    neighbours: new Uint32Array(...take(pairs)),
    scores: new Float32Array(...take(pairs)),
    pairOrders: new Uint32Array(...take(pairs)),
    popularity: new Float32Array(...take(products)),
    recentOrders: new Uint32Array(...take(products)),
  };
}

/** A right checksum over wrong contents means a faulty writer; serving from it would read past the end. */
function structureProblem({ products, offsets, neighbours }: ModelData, header: Header): string | null {
  if (products.length !== header.products)
    return `Expected ${header.products} product ids in the model, found ${products.length}.`;
  const isAscending = offsets.every((offset, index) => index === 0 || offset >= (offsets[index - 1] ?? 0));
  if (!isAscending || offsets[0] !== 0 || offsets.at(-1) !== header.pairs)
    return "Expected the model's lists of neighbours one after the other, found them broken.";
  const isKnown = neighbours.every((product) => product < header.products);
  return isKnown ? null : 'Expected neighbours that are products of the model, found others.';
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function writeHeader(bytes: Uint8Array, header: Header): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  HEADER.forEach((field, index) => view.setUint32(index * 4, header[field], true));
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const word = (field: keyof Header) => view.getUint32(HEADER.indexOf(field) * 4, true);
  return {
    magic: word('magic'),
    format: word('format'),
    checksum: word('checksum'),
    products: word('products'),
    pairs: word('pairs'),
    orders: word('orders'),
    newestAt: word('newestAt'),
    idBytes: word('idBytes'),
  };
}

/** FNV-1a, 32 bits, over everything after the checksum's own place. */
function checksumOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let index = HEADER_BYTES; index < bytes.length; index++)
    hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return hash >>> 0;
}
