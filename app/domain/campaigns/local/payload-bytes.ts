import { utf8Bytes } from '../../kernel/utf8.ts';

/** Bytes of a payload as it is stored. */
export function bytesOf(payload: object): number {
  return utf8Bytes(JSON.stringify(payload)).length;
}
