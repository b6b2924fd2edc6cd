import type { Instant } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';

/** The fields of one row of COPY's binary format, asked for from the first on. `get` is for those that are never null. */
export interface CopyFields {
  getText(): string;
  findText(): string | null;
  getBoolean(): boolean;
  /** Of any integer type; exact up to 2^53. */
  getInteger(): number;
  /** Of a timestamptz, rounded down to its second. */
  getInstant(): Instant;
}

export interface CopyCursor {
  /** Of the row that the cursor is at. */
  readonly fields: CopyFields;
  /** Goes to the next row; false at the end. */
  next(): boolean;
}

const NULL_LENGTH = -1;
const END_OF_DATA = -1;
/** Timestamps are microseconds since 2000-01-01 UTC. */
const EPOCH: Instant = 946_684_800;

/** Reads whole rows, the first one at `start`, with nothing made for a row but its texts. */
export function openCopyCursor(bytes: Buffer, start: number): CopyCursor {
  let at = start;
  let fieldsLeft = 0;
  /** Goes past a field and gives its length. */
  const pass = (): number => {
    const length = bytes.readInt32BE(at);
    at += 4 + Math.max(0, length);
    fieldsLeft -= 1;
    return length;
  };
  const passValue = (): number => {
    const length = pass();
    invariant(length !== NULL_LENGTH, 'the field is not null');
    return length;
  };
  const textOf = (length: number): string => bytes.toString('utf8', at - length, at);
  const getInteger = (): number => {
    const length = passValue();
    if (length === 4) return bytes.readInt32BE(at - 4);
    if (length === 2) return bytes.readInt16BE(at - 2);
    return bytes.readInt32BE(at - 8) * 2 ** 32 + bytes.readUInt32BE(at - 4);
  };
  const fields: CopyFields = {
    getText: () => textOf(passValue()),
    findText() {
      const length = pass();
      return length === NULL_LENGTH ? null : textOf(length);
    },
    getBoolean: () => passValue() === 1 && bytes[at - 1] === 1,
    getInteger,
    getInstant: () => Math.floor(getInteger() / 1e6) + EPOCH,
  };
  return {
    fields,
    next() {
      while (fieldsLeft > 0) pass();
      if (at >= bytes.length) return false;
      fieldsLeft = bytes.readInt16BE(at);
      at += 2;
      return fieldsLeft !== END_OF_DATA;
    },
  };
}
