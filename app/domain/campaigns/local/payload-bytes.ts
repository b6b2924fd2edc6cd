const utf8 = new TextEncoder();

/** Bytes of a payload as it is stored. */
export function bytesOf(payload: object): number {
  return utf8.encode(JSON.stringify(payload)).length;
}
