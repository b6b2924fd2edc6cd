import type { PrismaClient } from '../../../prisma/generated/client.ts';
import type { CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { SHARED } from './draw.ts';

const at = (n: number): Date => new Date(Date.UTC(2026, 0, n, 12));

/** A connection of one shop, and whom it was asked about. */
export async function plantConnections(
  prisma: PrismaClient,
  { id: shopId, mark }: { readonly id: number; readonly mark: string },
  cipher: CipherBox,
): Promise<void> {
  await prisma.connection.create({
    data: {
      shopId,
      id: 'crm',
      name: mark,
      isOn: true,
      settings: { source: { kind: 'places' }, needs: 'none', refreshDays: 7, keepDays: 30 },
      secretCipher: cipher.seal(mark, `connection/${shopId}/crm`),
      createdAt: at(1),
    },
  });
  await prisma.retentionRun.create({ data: { shopId, kind: 'visits', at: at(1), removed: shopId } });
  await prisma.connectionPull.createMany({
    data: SHARED.map((n) => ({
      shopId,
      connectionId: 'crm',
      shopperId: gid('Customer', n),
      at: at(n),
      dueAt: at(n + 7),
      outcome: n === 1 ? 'failed' : 'told',
      problem: n === 1 ? mark : null,
    })),
  });
}
