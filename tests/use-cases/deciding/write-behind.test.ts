import { describe, expect, it } from 'vitest';
import { writeBehind } from '#app/use-cases/deciding/write-behind.ts';

async function* count(to: number, log: string[]): AsyncGenerator<number> {
  for (let part = 1; part <= to; part += 1) {
    log.push(`read ${part}`);
    yield part;
  }
}

describe('writeBehind', () => {
  it('reads a part ahead, and writes one at a time in order', async () => {
    const log: string[] = [];
    let writing = 0;
    await writeBehind(count(3, log), async (part) => {
      writing += 1;
      expect(writing).toBe(1);
      log.push(`write ${part}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`written ${part}`);
      writing -= 1;
    });
    expect(log).toEqual([
      'read 1',
      'write 1',
      'read 2',
      'written 1',
      'write 2',
      'read 3',
      'written 2',
      'write 3',
      'written 3',
    ]);
  });

  it('rejects with a failed write, and writes nothing after it', async () => {
    const log: string[] = [];
    const write = async (part: number): Promise<void> => {
      log.push(`write ${part}`);
      if (part === 2) throw new Error('the disk is full');
    };
    await expect(writeBehind(count(9, []), write)).rejects.toThrow('the disk is full');
    expect(log).toEqual(['write 1', 'write 2']);
  });

  it('rejects with a failed read only when the write under way has ended', async () => {
    let isWritten = false;
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('the answer broke off');
    }
    const writing = writeBehind(broken(), async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      isWritten = true;
    });
    await expect(writing).rejects.toThrow('the answer broke off');
    expect(isWritten).toBe(true);
  });
});
