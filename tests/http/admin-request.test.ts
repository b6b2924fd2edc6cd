import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readAction } from '#app/http/admin-request.ts';

const anything = z.object({ name: z.unknown() });
const read = (body: BodyInit) =>
  readAction(new Request('http://localhost/app', { method: 'POST', body, duplex: 'half' }), anything);
const refusalOf = (body: BodyInit): Promise<number> =>
  read(body).then(
    () => 200,
    ({ status }: Response) => status,
  );

describe('readAction', () => {
  it('gives what the page sent, a megabyte at most', async () => {
    const name = 'ü'.repeat(500_000);
    expect(await read(JSON.stringify({ name }))).toEqual({ name });
    expect(await refusalOf(JSON.stringify({ name: `${name}${name}` }))).toBe(413);
  });

  it('does not read on when a body without a length is too long', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    expect(await refusalOf(endless)).toBe(413);
    expect(sent).toBeLessThan(25);
  });

  it('replaces what no database holds: NUL, and half of a surrogate pair', async () => {
    expect(await read('{"name":["a\\u0000b","\\ud83d","\\ud83d\\ude00"]}')).toEqual({
      name: ['a\uFFFDb', '\uFFFD', '😀'],
    });
  });

  it('refuses what is no JSON, no action of the page, or deeper than anybody writes', async () => {
    expect(await refusalOf('{')).toBe(400);
    expect(await refusalOf('[]')).toBe(400);
    expect(await refusalOf('')).toBe(400);
    expect(await refusalOf(`{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).toBe(400);
  });
});
