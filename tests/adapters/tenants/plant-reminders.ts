import type { PrismaClient } from '../../../prisma/generated/client.ts';
import type { CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { SHARED } from './draw.ts';

const at = (n: number): Date => new Date(Date.UTC(2026, 0, n, 12));

/** Carts that were left, an unsubscription and a mail account of one shop. */
export async function plantReminders(
  prisma: PrismaClient,
  { id: shopId, mark }: { readonly id: number; readonly mark: string },
  cipher: CipherBox,
): Promise<void> {
  await prisma.abandonedCart.createMany({
    data: SHARED.map((n) => ({
      shopId,
      cartToken: `cart-${n}`,
      customerId: gid('Customer', n),
      changedAt: at(n),
      abandonedAt: at(n + 1),
      valueMinor: BigInt(shopId),
      reached: 'cart',
      state: n === 1 ? 'abandoned' : 'reminded',
      nextTryAt: n === 1 ? at(3) : null,
      sentAt: n === 1 ? null : at(n + 2),
    })),
  });
  await prisma.emailOptOut.create({ data: { shopId, customerId: gid('Customer', shopId + 1), at: at(1) } });
  await prisma.mailAccount.create({
    data: {
      shopId,
      host: mark,
      port: 587,
      security: 'starttls',
      username: mark,
      passwordCipher: cipher.seal(mark, `mail-account/${shopId}`),
      fromName: mark,
      fromAddress: `${mark}@example.com`,
      postalAddress: mark,
      updatedAt: at(1),
    },
  });
}
