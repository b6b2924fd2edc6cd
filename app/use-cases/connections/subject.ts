import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ConnectionSubject } from '#app/ports/connector.ts';
import type { CustomerMetafields } from '#app/ports/customer-metafields.ts';
import type { KnownShopper, ProfileStore } from '#app/ports/profile-store.ts';
import type { ReminderSource } from '#app/ports/reminder-reading.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface SubjectPorts {
  readonly profiles: ProfileStore;
  readonly source: Pick<ReminderSource, 'read'>;
  readonly customerMetafields: CustomerMetafields;
}

/** A customer as connections are asked about them, with the profile that consent is read from. Null where nothing is known of them. */
export async function readSubject(
  { profiles, source, customerMetafields }: SubjectPorts,
  shop: Pick<Shop, 'id' | 'domain'>,
  customerId: CustomerId,
): Promise<{ readonly subject: ConnectionSubject; readonly profile: Profile } | null> {
  const known = await profiles.find(shop.id, customerId);
  const profile = known?.profile ?? null;
  if (known === null || profile === null) return null;
  const subject: ConnectionSubject = {
    shopId: shop.id,
    customerId,
    country: profile.attributes.country,
    language: profile.attributes.language,
    address: () => addressOf(known),
    email: async () => (await source.read(shop.domain, customerId)).reader?.address ?? null,
    metafield: async (place) => {
      const found = (await customerMetafields.read(shop.domain, [customerId], place)).get(customerId);
      if (found !== undefined) return found;
      throw new ShopifyRejected('Expected a metafield or none, found something else.', { retryable: true });
    },
  };
  return { subject, profile };
}

const addressOf = (known: KnownShopper) => known.savedDetails()?.address ?? null;
