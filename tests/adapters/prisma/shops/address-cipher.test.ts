import { expect, test } from 'vitest';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

const addresses = createAddressCipher(createCipherBox(Buffer.alloc(32, 7)));
const address = { firstName: 'Zoë', address1: '1 High Street', countryCode: 'GB' };

test('opens an address for the shop it was sealed for', () => {
  expect(addresses.open(addresses.seal(address, 1 as ShopId), 1 as ShopId)).toEqual(address);
});

test("refuses another shop's address", () => {
  const sealed = addresses.seal(address, 1 as ShopId);
  expect(() => addresses.open(sealed, 2 as ShopId)).toThrow(/belongs to another record/);
});
