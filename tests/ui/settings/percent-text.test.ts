import { expect, it } from 'vitest';
import { percentText } from '#app/ui/settings/percent-text.ts';

it('a share is written in percent with all its decimals, and without those of floating point', () => {
  expect([0, 0.05, 0.0525, 0.07, 0.2].map(percentText)).toEqual(['0', '5', '5.25', '7', '20']);
});
