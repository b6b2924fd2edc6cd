import { describe, expect, it } from 'vitest';
import { askInParts } from '#app/adapters/shopify/ask-in-parts.ts';
import { readGraphqlAnswer } from '#app/adapters/shopify/graphql-answer.ts';

/** What Shopify answers, as the product reads it. */
function refusal(code: string): Error {
  const body = JSON.stringify({ errors: [{ message: 'No.', extensions: { code } }] });
  const answer = readGraphqlAnswer(200, null, body);
  if (answer.kind !== 'failure') throw new Error('Expected a failure.');
  return answer.failure;
}

describe('askInParts', () => {
  it('asks about halves of what is too expensive for one query, and keeps the order', async () => {
    const asked: number[] = [];
    const ids = Array.from({ length: 11 }, (_, place) => place);
    const answers = await askInParts(ids, async (some) => {
      asked.push(some.length);
      if (some.length > 3) throw refusal('MAX_COST_EXCEEDED');
      return some.map((id) => id * 10);
    });
    expect(answers).toEqual(ids.map((id) => id * 10));
    expect(asked).toEqual([11, 6, 3, 3, 5, 3, 2]);
  });

  it('rejects what is too expensive for one, and any other refusal at once', async () => {
    const asked: string[] = [];
    const ask = (code: string) => async (): Promise<never> => {
      asked.push(code);
      throw refusal(code);
    };
    await expect(askInParts([1, 2], ask('MAX_COST_EXCEEDED'))).rejects.toThrow('Max cost exceeded');
    await expect(askInParts([1, 2], ask('ACCESS_DENIED'))).rejects.toThrow('Access denied');
    expect(asked).toEqual(['MAX_COST_EXCEEDED', 'MAX_COST_EXCEEDED', 'ACCESS_DENIED']);
  });
});
