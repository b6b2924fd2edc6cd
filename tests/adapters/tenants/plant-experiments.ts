import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { SHARED } from './draw.ts';
import { plantDecisionRecords } from './plant-decisions.ts';
import { plantPreviews } from './plant-previews.ts';

const at = (n: number): Date => new Date(Date.UTC(2026, 0, n, 12));

/** Experiments, checkouts they count, their reports, fits of estimates, and previews of campaigns of one shop. */
export async function plantExperiments(
  prisma: PrismaClient,
  { id: shopId, mark }: { readonly id: number; readonly mark: string },
): Promise<void> {
  await prisma.experiment.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: `experiment-${n}`,
      campaignId: `campaign-${n}`,
      arms: [{ name: mark, isControl: true, variant: null }],
      allocations: [{ at: n, ranges: [{ name: mark, from: 0, to: shopId }] }],
      metric: 'profit',
      status: n === 1 ? 'running' : 'stopped',
      startedAt: at(n),
    })),
  });
  await prisma.checkout.createMany({
    data: SHARED.map((n) => ({
      shopId,
      token: `checkout-${n}`,
      firstSeenAt: at(n),
      source: 'webhook',
      unit: `${mark} ${n}`,
      shopperId: gid('Customer', n),
      ...(shopId === 2 && { orderId: gid('Order', n), completedAt: at(n), joinedBy: 'token' }),
    })),
  });
  await prisma.holdoutChange.create({
    data: { shopId, at: at(2), before: shopId / 100, after: shopId / 50 },
  });
  await prisma.estimateFit.createMany({
    data: SHARED.map((n) => ({
      shopId,
      version: n,
      fittedAt: at(n),
      lifetime: { objection: mark },
      durationMs: shopId,
    })),
  });
  await prisma.measurement.create({
    data: { shopId, subject: 'holdout', computedAt: at(2), body: { note: mark } },
  });
  await prisma.simulatedMonth.create({ data: { shopId, body: { note: mark } } });
  await plantPreviews(prisma, { id: shopId, mark });
  await plantDecisionRecords(prisma, { id: shopId, mark });
}
