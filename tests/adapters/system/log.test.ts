import { describe, expect, it } from 'vitest';
import { createLog } from '#app/adapters/system/log.ts';

/** A log whose lines are kept. */
function aLog(level = 'info') {
  const lines: string[] = [];
  const log = createLog(level, { write: (line: string) => void lines.push(line) });
  return { log, lines };
}

describe('createLog', () => {
  it('writes one JSON object a line, with level, time and message', () => {
    const { log, lines } = aLog();
    log.info({ shop: 'one.myshopify.com' }, 'shop installed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      shop: 'one.myshopify.com',
      msg: 'shop installed',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('keeps row values that a database error carries out of the line', () => {
    const { log, lines } = aLog();
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(ann@example.com) already exists.',
      parameters: ['ann@example.com'],
    });
    log.error({ err: new Error('not stored', { cause: error }) }, 'failed');
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ message: 'not stored', cause: { code: '23505' } });
    expect(lines[0]).not.toContain('ann@example.com');
  });

  it('hides fields that are secret or personal by name', () => {
    const { log, lines } = aLog();
    log.warn({ token: 'abc123', authorization: 'Bearer abc123', email: 'ann@example.com' }, 'refused');
    expect(lines[0]).not.toMatch(/abc123|ann@/);
  });

  it('writes nothing below its level', () => {
    const { log, lines } = aLog('warn');
    log.info({}, 'quiet');
    expect(lines).toEqual([]);
  });
});
