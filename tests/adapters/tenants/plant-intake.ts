import { LATENESS_BOUNDS } from '#app/domain/quality/intake/lateness.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import type { Tenant } from './world.ts';

/** What was counted of a shop's deliveries and of its data. */
export async function plantIntake(
  prisma: PrismaClient,
  { id: shopId, domain, mark }: Tenant,
  at: Date,
): Promise<void> {
  await prisma.intakeHour.create({
    data: {
      shop: domain,
      topic: 'orders/create',
      hour: at,
      deliveries: 1,
      repeated: 0,
      outOfOrder: 0,
      lateness: [0, ...LATENESS_BOUNDS.map(() => 0)],
      newestAt: at,
    },
  });
  await prisma.dataCensus.create({
    data: { shopId, at, body: { completeness: [], joins: [{ join: mark, all: 1, unmatched: 0 }] } },
  });
}
