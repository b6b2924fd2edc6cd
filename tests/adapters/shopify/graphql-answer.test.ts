import { describe, expect, it } from 'vitest';
import { readGraphqlAnswer } from '#app/adapters/shopify/graphql-answer.ts';

const throttled = (requestedQueryCost: number, currentlyAvailable: number) =>
  readGraphqlAnswer(
    200,
    null,
    JSON.stringify({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: {
        cost: {
          requestedQueryCost,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
        },
      },
    }),
  );

describe('a throttled answer', () => {
  it('waits until the bucket holds what the query costs', () => {
    expect(throttled(500, 250)).toMatchObject({ kind: 'failure', retryAfterMs: 2_500 });
  });

  it('says no time where the bucket holds enough: what is short is something else', () => {
    expect(throttled(10, 1_990)).toMatchObject({
      kind: 'failure',
      failure: { retryable: true },
      retryAfterMs: null,
    });
  });
});
