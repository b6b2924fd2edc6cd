import { expect, it } from 'vitest';
import { createMetafields } from '#app/adapters/shopify/metafields.ts';
import { gid } from '#app/domain/kernel/ids.ts';

const OWNERS = [1, 2, 3, 4].map((number) => gid('Customer', number));
const fields = OWNERS.map((ownerId) => ({ ownerId, key: 'segments', value: ['a'] }));

/** A Shopify that refuses the metafields of these owners, each batch as a whole. */
function open(refused: readonly string[], sayWhich = true) {
  const written: string[][] = [];
  const metafields = createMetafields(() => ({
    async query(_text, { ids, metafields: batch } = {}) {
      if (Array.isArray(ids)) return { nodes: ids.map((id: unknown) => ({ id })) };
      const owners = (batch as { ownerId: string }[]).map(({ ownerId }) => ownerId);
      const userErrors = owners.flatMap((owner, elementIndex) =>
        refused.includes(owner)
          ? [{ message: 'Value is invalid.', elementIndex: sayWhich ? elementIndex : null }]
          : [],
      );
      if (userErrors.length === 0) written.push(owners);
      return { metafieldsSet: { userErrors } };
    },
  }));
  return { written, write: () => metafields.write('shop.example', fields) };
}

it('those that Shopify refuses are told of, and the others of the batch written', async () => {
  const [first, second, third, fourth] = OWNERS as [string, string, string, string];
  const { written, write } = open([second, fourth]);
  expect(await write()).toEqual([second, fourth]);
  expect(written).toEqual([[first, third]]);
});

it('rejects with Shopify’s reason where it takes none, or does not say which is wrong', async () => {
  for (const { written, write } of [open(OWNERS), open(OWNERS.slice(0, 1), false)]) {
    await expect(write()).rejects.toMatchObject({ retryable: false, message: /Value is invalid/ });
    expect(written).toEqual([]);
  }
});
