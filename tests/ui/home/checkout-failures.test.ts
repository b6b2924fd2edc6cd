import { describe, expect, it } from 'vitest';
import { describeCheckoutFailures } from '#app/ui/home/checkout-failures.ts';

describe('describeCheckoutFailures', () => {
  it('names each kind in words with its number', () => {
    expect(
      describeCheckoutFailures([
        { kind: 'timeout', count: 1204 },
        { kind: 'sold-out', count: 1 },
      ]),
    ).toBe(
      'In the last day checkouts met, without showing it to the buyer: no answer in 3 s (1,204), sold out before the tap (1).',
    );
  });

  it('is silent about nothing, and about slow answers alone', () => {
    expect(describeCheckoutFailures([])).toBeNull();
    expect(describeCheckoutFailures([{ kind: 'slow', count: 40 }])).toBeNull();
  });
});
