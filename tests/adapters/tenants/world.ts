import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { ordersOf, trainOn } from '#tests/domain/recommendations/a-model.ts';
import { plantConnections } from './plant-connections.ts';
import { plantExperiments } from './plant-experiments.ts';
import { plantIntake } from './plant-intake.ts';
import { plantReminders } from './plant-reminders.ts';
import { SHARED, decisionIdOf } from './draw.ts';

export const cipher = createCipherBox(Buffer.alloc(32, 3));
const addresses = createAddressCipher(cipher);

/** The shop whose stores are called, and the one that must not be noticed. */
export const SHOP = { id: 1 as ShopId, domain: 'one.myshopify.com', mark: 'ours' };
export const OTHER = { id: 2 as ShopId, domain: 'two.myshopify.com', mark: 'canary' };
export type Tenant = typeof SHOP;

const at = (n: number): Date => new Date(Date.UTC(2026, 0, n, 12));

/** Rows in every table for one shop. Ids are the same for both shops wherever the key allows it. */
export async function plantShop(prisma: PrismaClient, tenant: Tenant): Promise<void> {
  const { id: shopId, domain, mark } = tenant;
  const each = <Row>(make: (n: number) => Row): Row[] => SHARED.map(make);
  await prisma.shop.create({
    data: {
      id: shopId,
      domain,
      name: mark,
      currency: 'GBP',
      timezone: 'Europe/London',
      plan: mark,
      scopes: [mark],
      installedAt: at(1),
      updatedAt: at(1),
      settings: { note: mark },
    },
  });
  await prisma.session.create({
    data: {
      id: `offline_${domain}`,
      shop: domain,
      state: mark,
      scope: mark,
      accessToken: cipher.seal(mark, `accessToken/offline_${domain}`),
    },
  });
  await prisma.market.createMany({
    data: each((n) => ({
      shopId,
      id: gid('Market', n),
      name: mark,
      countries: ['GB', mark],
      currency: 'GBP',
    })),
  });
  await prisma.product.createMany({
    data: each((n) => ({
      shopId,
      id: gid('Product', n),
      title: `${mark} text ${n}`,
      handle: mark,
      vendor: mark,
      type: mark,
      tags: [mark],
      status: 'ACTIVE',
      imageUrl: mark,
      publishedAt: at(1),
      updatedAt: at(n),
    })),
  });
  await prisma.variant.createMany({
    data: each((n) => ({
      shopId,
      id: gid('ProductVariant', n),
      productId: gid('Product', n),
      title: mark,
      sku: mark,
      priceMinor: BigInt(shopId * 100 + n),
      inventoryItemId: `inventory-${n}`,
      inventoryQuantity: shopId * 10,
      pricesStale: true,
    })),
  });
  await plantShoppers(prisma, tenant);
  await plantMemberships(prisma, tenant);
  await plantMarketing(prisma, tenant);
  await plantExperiments(prisma, tenant);
  await plantIntake(prisma, tenant);
}

async function plantShoppers(prisma: PrismaClient, tenant: Tenant): Promise<void> {
  const { id: shopId, mark } = tenant;
  const line = (n: number) => ({
    id: `line-${n}`,
    productId: gid('Product', n),
    variantId: gid('ProductVariant', n),
    quantity: 1,
    currentQuantity: 1,
    unitPriceMinor: 100,
    title: mark,
    attributes: { note: mark },
  });
  const purchase = (n: number) => ({
    orderId: gid('Order', n),
    at: n,
    netMinor: 1,
    grossMinor: 1,
    lines: [line(n)],
  });
  await prisma.order.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: gid('Order', n),
      customerId: gid('Customer', n),
      checkoutToken: `checkout-${n}`,
      cartToken: `cart-${n}`,
      processedAt: at(n),
      updatedAt: at(n),
      sourceName: mark,
      country: 'GB',
      currency: 'GBP',
      subtotalMinor: 100n,
      totalMinor: 100n,
      lines: [line(n)],
    })),
  });
  await prisma.refund.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: `refund-${n}`,
      orderId: gid('Order', n),
      createdAt: at(n),
      amountMinor: BigInt(shopId),
      lines: [],
    })),
  });
  await prisma.visitor.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: `visitor-${n}`,
      shopperId: gid('Customer', n),
      deviceClass: mark,
      deviceAt: at(n),
      seenAt: at(n),
    })),
  });
  await prisma.visitorToken.createMany({
    data: SHARED.map((n) => ({ shopId, token: `checkout-${n}`, visitorId: `visitor-${n}`, at: at(n) })),
  });
  await prisma.profile.createMany({
    data: SHARED.map((n) => ({
      shopId,
      shopperId: gid('Customer', n),
      data: Uint8Array.from(
        encodeProfile({
          ...emptyProfile(gid('Customer', n)),
          purchases: [purchase(n)],
          searches: [{ at: n, query: mark }],
        }),
      ),
      attributes: { note: mark },
      segmentIds: [`segment-${n}`],
      nextChangeAt: at(n),
      updatedAt: at(n),
      mergedInto: n === 3 && shopId === 2 ? gid('Customer', 1) : null,
    })),
  });
  await prisma.savedDetail.createMany({
    data: SHARED.map((n) => ({
      shopId,
      shopperId: gid('Customer', n),
      addressCipher: addresses.seal({ address1: mark }, shopId),
      addressAt: at(n),
      paymentType: mark,
      paymentAt: at(n),
    })),
  });
  await prisma.openCart.createMany({
    data: SHARED.flatMap((n) =>
      ['cart', 'checkout'].map((kind) => ({
        shopId,
        kind,
        token: `${kind}-${n}`,
        cartToken: `cart-${n}`,
        customerId: gid('Customer', n),
        updatedAt: at(n),
        startedAt: at(n),
        lines: [{ variantId: mark, productId: null, quantity: 1 }],
        lookAt: at(n),
      })),
    ),
  });
  await plantConnections(prisma, tenant, cipher);
  await plantReminders(prisma, tenant, cipher);
  await prisma.shopperActivity.createMany({
    data: SHARED.flatMap((n) =>
      (['cart', 'view', 'checkout'] as const).map((kind) => ({
        shopId,
        key: `${kind}:${n}`,
        shopperId: gid('Customer', n),
        cartToken: `cart-${n}`,
        kind,
        at: at(n),
        productId: mark,
        query: mark,
        valueMinor: BigInt(shopId),
      })),
    ),
  });
  for (const n of SHARED)
    await prisma.$executeRaw`INSERT INTO followed_segment (shop_id, segment_id, name, followed_at)
      VALUES (${shopId}, ${`segment-${n}`}, ${mark}, ${at(n)})`;
  await prisma.shopifySegmentMember.createMany({
    data: SHARED.map((n) => ({
      shopId,
      customerId: gid('Customer', n),
      segmentId: `segment-${n}`,
      isMember: true,
      at: at(n),
    })),
  });
}

async function plantMemberships(prisma: PrismaClient, { id: shopId, mark }: Tenant): Promise<void> {
  const base = (n: number) => ({ shopId, segmentId: `segment-${n}`, at: at(n) });
  await prisma.membershipEvent.createMany({
    data: [...SHARED, 1].map((n, index) => ({
      ...base(n),
      id: BigInt(shopId * 10 + index),
      shopperId: gid('Customer', n),
      entered: true,
      cause: mark,
    })),
  });
  await prisma.segmentRecount.createMany({
    data: SHARED.map((n) => ({ ...base(n), members: shopId, checked: 3, mismatches: 0, problem: mark })),
  });
}

async function plantMarketing(prisma: PrismaClient, { id: shopId, mark }: Tenant): Promise<void> {
  await prisma.segment.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: `segment-${n}`,
      name: `${mark} ${n}`,
      description: mark,
      rule: `country = "${mark}"`,
      createdAt: at(n),
      updatedAt: at(n),
    })),
  });
  await prisma.campaign.createMany({
    data: SHARED.map((n) => ({
      shopId,
      id: `campaign-${n}`,
      name: `${mark} ${n}`,
      kind: 'message',
      status: 'running',
      audience: shopId === 2 ? [`segment-${n}`] : [],
      placements: ['checkout.block'],
      content: { title: mark, body: mark, tone: 'info' },
      limits: { acceptances: shopId },
      isSpent: n === shopId,
      createdAt: at(n),
      updatedAt: at(n),
    })),
  });
  await prisma.merchandising.create({
    data: {
      shopId,
      pin: [gid('Product', 1)],
      ban: [gid('Product', 2)],
      pairs: [{ product: gid('Product', 1), offer: [gid('Product', 3)] }],
      marginDial: shopId / 10,
      updatedAt: at(1),
    },
  });
  const { bytes } = trainOn(ordersOf(SHARED.map((n) => `${n}1`)));
  await prisma.recommendationModel.createMany({
    data: SHARED.map((n) => ({
      shopId,
      version: shopId * 10 + n,
      trainedAt: at(n),
      orders: 3,
      products: 3,
      bytes: Buffer.from(bytes),
    })),
  });
  await prisma.decision.createMany({
    data: SHARED.map((n) => ({
      id: decisionIdOf(shopId, n),
      shopId,
      shopperId: gid('Customer', n),
      checkoutToken: `checkout-${n}`,
      decidedAt: at(n),
      channel: 'checkout',
      placements: [mark],
      items: [
        {
          itemKey: `item-${n}`,
          campaignId: `campaign-${n}`,
          placement: mark,
          kind: 'upsell',
          variantId: gid('ProductVariant', n),
        },
      ],
      refusals: [],
      basis: { segmentIds: [mark], unit: `${mark} ${n}` },
      failure: mark,
      durationMicros: 1,
    })),
  });
  // The other shop's events also stand under this shop's decisions: the key allows it, so a query must not trust them.
  await prisma.itemEvent.createMany({
    data: [1, 2].flatMap((shop) =>
      SHARED.flatMap((n) =>
        ['exposure', 'acceptance'].map((kind) => ({
          shopId,
          decisionId: decisionIdOf(shop, n),
          itemKey: `item-${n}`,
          kind,
          campaignId: `campaign-${n}`,
          at: at(n),
        })),
      ),
    ),
  });
  await prisma.checkoutFailure.create({
    data: { shopId, hour: at(2), kind: 'down', count: shopId },
  });
  await prisma.conversion.createMany({
    data: SHARED.map((n) => ({
      shopId,
      orderId: gid('Order', n),
      lineId: `line-${n}`,
      decisionId: decisionIdOf(shopId, n),
      itemKey: `item-${n}`,
      campaignId: `campaign-${n}`,
      joinedBy: 'attribute',
      amountMinor: BigInt(shopId),
      currency: 'GBP',
      at: at(n),
    })),
  });
}
