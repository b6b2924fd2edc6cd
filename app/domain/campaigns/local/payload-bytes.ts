import { utf8Bytes } from '../../kernel/utf8.ts';
import { NAME_LENGTH } from './payload.ts';

const NAME_BYTES = `,"name":"${'-'.repeat(NAME_LENGTH)}"`.length;

/** Bytes of a payload as it is stored, with the name that it gets then. */
export function bytesOf(payload: object): number {
  return utf8Bytes(JSON.stringify(payload)).length + NAME_BYTES;
}
