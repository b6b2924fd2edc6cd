import { fail, ok, type Result } from '../../kernel/result.ts';

/** Named arrays and a header, as one run of bytes: what a snapshot is made of. */
export interface Packed {
  /** Anything JSON can say. */
  readonly header: unknown;
  readonly arrays: Readonly<Record<string, PackedArray>>;
}

export type PackedArray = Uint8Array | Uint32Array | Float32Array | Float64Array;

const KINDS = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;
type Kind = keyof typeof KINDS;

interface Contents {
  readonly header: unknown;
  readonly arrays: readonly { readonly name: string; readonly kind: Kind; readonly length: number }[];
}

/** "ATTM", read as a little-endian number: every platform Node runs on is little-endian. */
const MAGIC = 0x4d545441;
const FORMAT = 2;
/** magic, format, checksum, bytes of the contents. */
const WORDS = 4;

/** Four words, the contents as JSON, then the arrays in order; everything starts at a multiple of 8. */
export function pack({ header, arrays }: Packed): Uint8Array {
  const named = Object.entries(arrays);
  const contents: Contents = {
    header,
    arrays: named.map(([name, array]) => ({ name, kind: kindOf(array), length: array.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(contents));
  const start = WORDS * 4 + padded(text.length);
  const bytes = new Uint8Array(named.reduce((sum, [, { byteLength }]) => sum + padded(byteLength), start));
  bytes.set(text, WORDS * 4);
  let position = start;
  for (const [, array] of named) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), position);
    position += padded(array.byteLength);
  }
  const words = new Uint32Array(bytes.buffer);
  words[3] = text.length;
  words.set([MAGIC, FORMAT, checksumOf(words)]);
  return bytes;
}

/** What `pack` made; for anything else, a sentence that says what is wrong with it. The arrays are views on one copy. */
export function unpack(bytes: Uint8Array): Result<Packed, string> {
  if (bytes.length < WORDS * 4 || bytes.length % 8 !== 0)
    return fail(`Expected a model, found ${bytes.length} bytes.`);
  // Not slice: a Buffer's slice shares its memory, and may start anywhere.
  const copy = new Uint8Array(bytes);
  const words = new Uint32Array(copy.buffer);
  if (words[0] !== MAGIC) return fail('Expected a model of Attune, found bytes that begin otherwise.');
  if (words[1] !== FORMAT)
    return fail(`Expected model format ${FORMAT}, found ${words[1]}. Train the model again.`);
  if (words[2] !== checksumOf(words)) return fail('The model is damaged: its checksum differs.');
  const length = words[3] ?? 0;
  const text = new TextDecoder().decode(copy.subarray(WORDS * 4, WORDS * 4 + length));
  // Its checksum is right, so it is what `pack` wrote.
  const { header, arrays } = JSON.parse(text) as Contents;
  let position = WORDS * 4 + padded(length);
  const read = arrays.map(({ name, kind, length: count }) => {
    const array = new KINDS[kind](copy.buffer, position, count);
    position += padded(array.byteLength);
    return [name, array] as const;
  });
  return ok({ header, arrays: Object.fromEntries(read) });
}

function kindOf(array: PackedArray): Kind {
  if (array instanceof Uint8Array) return 'u8';
  if (array instanceof Uint32Array) return 'u32';
  return array instanceof Float32Array ? 'f32' : 'f64';
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** FNV-1a by words of 32 bits, over everything after the checksum's own place. */
function checksumOf(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let at = 3; at < words.length; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193);
  return hash >>> 0;
}
