import { SEGMENTS_KEY } from '../../../../../app/domain/campaigns/incentives/configuration.ts';
import {
  LOCAL_KEY,
  LOCAL_NAMESPACE,
  type CustomerPayload,
  RANKER_KEY,
  type Payloads,
  type ProductPayload,
  type RankerPayload,
  type ShopPayload,
} from '../../../../../app/domain/campaigns/local/payload.ts';
import { readPayload } from '../../../../../app/domain/campaigns/local/read-payload.ts';
import type { ProductId } from '../../../../../app/domain/kernel/ids.ts';
import type { Host, HostMetafield } from '../host.ts';

/**
 * The payloads this checkout decides by, out of the metafields that the extension's toml asks for; null where one is missing or holds
 * no longer: the shop's own, that of a product in the cart, that of a buyer who is signed in.
 */
export function readPayloads(host: Host, now: number): Payloads | null {
  const fieldsOf = (named: string): readonly HostMetafield[] =>
    (host.appMetafields?.current ?? []).filter(
      ({ metafield: { namespace, key } }) => namespace === LOCAL_NAMESPACE && key === named,
    );
  const fields = fieldsOf(LOCAL_KEY);
  const shop = readPayload<ShopPayload>(find(fields, 'shop')?.metafield.value, now);
  const products = new Map<ProductId, ProductPayload>();
  for (const { merchandise } of host.lines.current) {
    const id = merchandise.product.id as ProductId;
    const payload = readPayload<ProductPayload>(find(fields, 'product', id)?.metafield.value, now);
    if (payload === null) return null;
    products.set(id, payload);
  }
  const buyer = host.buyerIdentity?.customer.current;
  const customer = buyer
    ? readPayload<CustomerPayload>(find(fields, 'customer', buyer.id)?.metafield.value, now)
    : null;
  if (shop === null || (buyer && customer === null)) return null;
  const ranker = readPayload<RankerPayload>(find(fieldsOf(RANKER_KEY), 'shop')?.metafield.value, now);
  const synced = buyer && find(fieldsOf(SEGMENTS_KEY), 'customer', buyer.id)?.metafield.value;
  return { shop, ranker, products, customer, syncedSegments: synced ? JSON.parse(String(synced)) : [] };
}

/** API 2025-07 names owners by number, later ones by gid. */
function find(
  fields: readonly HostMetafield[],
  type: HostMetafield['target']['type'],
  id?: string,
): HostMetafield | undefined {
  return fields.find(
    ({ target }) => target.type === type && (id === undefined || tail(target.id) === tail(id)),
  );
}

const tail = (id: string): string => String(id).split('/').pop() ?? '';
