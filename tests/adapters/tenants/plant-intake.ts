import { LATENESS_BOUNDS } from '#app/domain/quality/intake/lateness.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { SHARED, apiKeyHashOf, apiKeyIdOf, deliveryIdOf } from './draw.ts';
import type { Tenant } from './world.ts';

const at = (n: number): Date => new Date(Date.UTC(2026, 0, n, 12));
const cipher = createCipherBox(Buffer.alloc(32, 3));

/** Deliveries, what was counted of them, what was read and compared, keys and receipts. */
export async function plantIntake(prisma: PrismaClient, tenant: Tenant): Promise<void> {
  const { id: shopId, domain, mark } = tenant;
  await plantCounts(prisma, tenant);
  await prisma.inboxDelivery.createMany({
    data: SHARED.map((n) => ({
      id: BigInt(deliveryIdOf(shopId, n)),
      shop: domain,
      topic: 'orders/create',
      eventId: `event-${n}`,
      webhookId: `webhook-${n}`,
      receivedAt: at(n),
      partition: n,
      body: JSON.stringify({ customer: { id: n }, note: mark }),
      status: n === 1 ? 'pending' : 'quarantined',
      reason: { code: 'fold-failed', message: mark },
    })),
  });
  await prisma.reconciliation.create({
    data: {
      shopId,
      askedAt: at(1),
      askedBy: mark,
      since: at(1),
      until: at(2),
      finishedAt: at(3),
      problem: mark,
    },
  });
  await prisma.backfill.createMany({
    data: ['shop', 'products', 'customers', 'orders', 'model'].map((step) => ({
      shopId,
      step,
      status: 'requested',
      operationId: mark,
      url: mark,
      message: mark,
      startedAt: at(1),
    })),
  });
  await prisma.apiKey.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: apiKeyIdOf(shopId, n),
      name: mark,
      hint: mark,
      hash: new Uint8Array(apiKeyHashOf(shopId, n)),
      createdAt: at(n),
    })),
  });
  await prisma.complianceReceipt.createMany({
    data: SHARED.map((n) => ({
      id: `receipt-${shopId}${n}`,
      shopDomain: domain,
      topic: 'customers/data_request',
      requestId: `${n}`,
      completedAt: at(n),
      counts: {},
      exportCipher: cipher.seal(
        JSON.stringify({ customerId: gid('Customer', n), note: mark }),
        `compliance-export/${domain}`,
      ),
    })),
  });
}

/** What was counted of a shop's deliveries and of its data. */
async function plantCounts(prisma: PrismaClient, { id: shopId, domain, mark }: Tenant): Promise<void> {
  await prisma.intakeHour.create({
    data: {
      shop: domain,
      topic: 'orders/create',
      hour: at(1),
      deliveries: 1,
      repeated: 0,
      outOfOrder: 0,
      lateness: [0, ...LATENESS_BOUNDS.map(() => 0)],
      newestAt: at(1),
    },
  });
  await prisma.dataCensus.create({
    data: { shopId, at: at(1), body: { completeness: [], joins: [{ join: mark, all: 1, unmatched: 0 }] } },
  });
}
