/**
 * Text as bytes in UTF-8, half of a surrogate pair as U+FFFD: what TextEncoder gives, which a checkout extension's worker does not
 * have. Ids are ASCII nearly always, and a million of them are placed in a report: a plain list is made faster than a typed array, which
 * beyond 64 bytes asks for memory of its own.
 */
export function utf8Bytes(text: string): readonly number[] {
  const bytes = new Array<number>(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) return bytesOfPoints(text);
    bytes[at] = unit;
  }
  return bytes;
}

function bytesOfPoints(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    pushPoint(bytes, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return bytes;
}

function pushPoint(bytes: number[], point: number): void {
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point));
  else if (point < 0x1_0000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
  else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);
