import { expect, it } from 'vitest';
import { newSplit } from '#app/contracts/experiment-draft.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';

const split = (...shares: readonly number[]) =>
  newSplit.safeParse(shares.map((share, place) => ({ name: `arm ${place}`, share })));

it('lets pass no shares that are more than all traffic together', () => {
  expect(split(0.3333333, 0.3333333, 0.3333335).error?.issues).toMatchObject([
    { message: 'Expected shares of 100 % together.' },
  ]);
  const thirds = split(33.33 / 100, 33.33 / 100, 33.34 / 100).data ?? [];
  const ranges = reallocate([], new Map(thirds.map(({ name, share }) => [name, share])));
  expect(ranges.at(-1)).toMatchObject({ name: 'arm 2', to: 10_000 });
});
