import { z } from 'zod';
import { isGid, type VariantId } from '#app/domain/kernel/ids.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import type { ReminderReading, ReminderSource, VariantForSale } from '#app/ports/reminder-reading.ts';
import type { AdminApi } from './admin-client.ts';
import { REMINDER_READER, REMINDER_VARIANTS } from './operations/reminder-operations.ts';
import { readAnswer } from './read-answer.ts';

const readerAnswer = z.object({
  shop: z.object({ name: z.string(), primaryDomain: z.object({ url: z.string() }) }),
  customer: z
    .object({
      firstName: z.string().nullable(),
      locale: z.string().nullable(),
      defaultEmailAddress: z
        .object({ emailAddress: z.string(), marketingState: z.string(), validFormat: z.boolean() })
        .nullable(),
      defaultAddress: z
        .object({ countryCodeV2: z.string().nullable(), timeZone: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
});

const variantNode = z.object({
  id: z.string(),
  title: z.string(),
  availableForSale: z.boolean(),
  contextualPricing: z.object({ price: z.object({ amount: z.string(), currencyCode: z.string() }) }),
  product: z.object({
    title: z.string(),
    status: z.string(),
    onlineStoreUrl: z.string().nullable(),
    featuredMedia: z
      .object({ preview: z.object({ image: z.object({ url: z.string() }).nullable() }).nullable() })
      .nullable(),
  }),
});
type VariantNode = z.infer<typeof variantNode>;

const variantsAnswer = z.object({ nodes: z.array(z.unknown()) });

/** Reminders read the shop through its Admin API, just before they are sent. */
export function createReminderSource(apiOf: (domain: string) => AdminApi): ReminderSource {
  return {
    async read(domain, customerId) {
      const answer = await apiOf(domain).query(REMINDER_READER, { customer: customerId });
      return toReading(readAnswer(readerAnswer, answer));
    },
    async readForSale(domain, ids, country) {
      if (ids.length === 0) return new Map();
      const answer = await apiOf(domain).query(REMINDER_VARIANTS, { ids, country });
      const { nodes } = readAnswer(variantsAnswer, answer);
      return new Map(nodes.flatMap(toEntry));
    },
  };
}

/** What is gone comes as null, and what is no variant as an empty object. */
function toEntry(node: unknown): readonly (readonly [VariantId, VariantForSale])[] {
  if (!z.object({ id: z.string() }).safeParse(node).success) return [];
  const variant = readAnswer(variantNode, node);
  const sold = toForSale(variant);
  return sold && isGid('ProductVariant', variant.id) ? [[variant.id, sold]] : [];
}

function toReading({ shop, customer }: z.infer<typeof readerAnswer>): ReminderReading {
  const email = customer?.defaultEmailAddress;
  const home = customer?.defaultAddress;
  return {
    shop: { name: shop.name, url: shop.primaryDomain.url },
    reader: customer && {
      address: email?.validFormat ? email.emailAddress : null,
      hasConsented: email?.marketingState === 'SUBSCRIBED',
      firstName: customer.firstName?.trim() || null,
      locale: customer.locale,
      country: home?.countryCodeV2 ?? null,
      timezone: home?.timeZone ?? null,
    },
  };
}

function toForSale({
  title,
  availableForSale,
  contextualPricing,
  product,
}: VariantNode): VariantForSale | null {
  const { amount, currencyCode } = contextualPricing.price;
  const price = parseMoney(amount, currencyCode);
  const url = product.onlineStoreUrl;
  if (!availableForSale || product.status !== 'ACTIVE' || url === null || price === null) return null;
  return {
    title: title === 'Default Title' ? product.title : `${product.title} – ${title}`,
    price,
    url,
    imageUrl: product.featuredMedia?.preview?.image?.url ?? null,
  };
}
