import { gid, type ProductId, type ShopperId } from '../kernel/ids.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { createByteReader, type ByteReader } from './byte-reader.ts';
import { createByteWriter, type ByteWriter } from './byte-writer.ts';
import { readConnected, writeConnected } from './connected-bytes.ts';
import { gidsOf, idOf, idTable, readIds, writeIds, type IdTable } from './id-bytes.ts';
import { readViewTimes, viewTimesIn, withViewTimes, writeViewTimes } from './view-time-bytes.ts';
import type { OpenCartFact, Profile, Purchase, ShopperAttributes } from './profile.ts';

/** The first byte; never 123, with which profiles begin that were stored as JSON. */
const FORMAT = 1;

/**
 * A profile as it is stored: a format byte, the ids of products and variants, which of the parts that may be missing are
 * there, the attributes, the purchases, the open carts, the series; times as differences, ids as places in the table. The
 * shopper's own id is not in it: it is the row's key. The same profile always gives the same bytes.
 *
 * @throws Error where a time, an amount or a quantity is not a whole number below 2^51.
 */
export function encodeProfile(profile: Profile): Uint8Array {
  const writer = createByteWriter();
  const table = idTable(idsIn(profile));
  writer.count(FORMAT);
  writeIds(writer, table.ids);
  writer.presence(missableParts(profile));
  writeAttributes(writer, profile);
  writeIds(
    writer,
    profile.purchases.map(({ orderId }) => idOf(orderId)),
  );
  for (const purchase of profile.purchases) writePurchase(writer, table, purchase);
  writer.list(profile.openCarts, (cart) => writeCart(writer, cart));
  writeSeries(writer, table, profile);
  writeTold(writer, table, profile.attributes);
  const times = viewTimesIn(profile.views);
  if (times) writeViewTimes(writer, times);
  return writer.bytes();
}

function idsIn({ purchases, views = [], attributes: { wishlist = [] } }: Profile) {
  return [
    ...purchases.flatMap(({ lines }) => lines.flatMap(({ productId, variantId }) => [productId, variantId])),
    ...views.flatMap(({ productId }) => productId ?? []),
    ...wishlist,
  ];
}

/** In the order in which they are written. */
function missableParts({ attributes, ...profile }: Profile): readonly unknown[] {
  return [
    profile.attributesAt,
    ...[attributes.country, attributes.language, attributes.loyaltyTier, attributes.deviceClass],
    ...[attributes.emailMarketing, attributes.createdAt, attributes.shopifySegments],
    ...[profile.views, profile.searches, profile.cartChanges],
    ...[profile.abandonments, profile.checkouts, profile.refunds, profile.isActivityBlocked],
    ...[attributes.connected, attributes.wishlist, viewTimesIn(profile.views)],
  ];
}

function writeAttributes(writer: ByteWriter, { attributes, attributesAt }: Profile): void {
  const { country, language, loyaltyTier, deviceClass } = attributes;
  if (attributesAt !== null) writer.instant(attributesAt);
  for (const text of [country, language, loyaltyTier, deviceClass])
    if (typeof text === 'string') writer.text(text);
  if (attributes.emailMarketing !== null) writer.flag(attributes.emailMarketing);
  if (attributes.createdAt !== null) writer.instant(attributes.createdAt);
  if (attributes.shopifySegments) writer.list(attributes.shopifySegments, writer.text);
  writer.list(attributes.tags, writer.text);
}

function writePurchase(writer: ByteWriter, { placeOf }: IdTable, purchase: Purchase): void {
  const { at, netMinor, grossMinor, lines } = purchase;
  writer.instant(at);
  writer.signed(grossMinor);
  writer.signed(grossMinor - netMinor);
  writer.list(lines, ({ productId, variantId, quantity, unitPriceMinor }) => {
    writer.count(placeOf(productId));
    writer.count(placeOf(variantId));
    writer.signed(quantity);
    writer.signed(unitPriceMinor);
  });
}

function writeCart(writer: ByteWriter, { token, startedAt, updatedAt, valueMinor }: OpenCartFact): void {
  writer.text(token);
  writer.instant(startedAt);
  writer.instant(updatedAt);
  writer.presence([valueMinor]);
  if (valueMinor !== undefined) writer.signed(valueMinor);
}

function writeSeries(writer: ByteWriter, { placeOf }: IdTable, profile: Profile): void {
  const series = <Item extends { readonly at: number }>(
    items: readonly Item[] | undefined,
    write?: (item: Item) => void,
  ): void => {
    if (!items) return;
    writer.list(items, (item) => {
      writer.instant(item.at);
      write?.(item);
    });
  };
  series(profile.views, ({ productId }) => writer.count(productId === null ? 0 : placeOf(productId) + 1));
  series(profile.searches, ({ query }) => writer.text(query));
  series(profile.cartChanges, ({ changeMinor }) => writer.signed(changeMinor));
  series(profile.abandonments);
  series(profile.checkouts);
  series(profile.refunds, ({ amountMinor }) => writer.signed(amountMinor));
  if (profile.isActivityBlocked !== undefined) writer.flag(profile.isActivityBlocked);
}

/** Attributes that came later than the format: profiles stored before have none of them. */
function writeTold(
  writer: ByteWriter,
  { placeOf }: IdTable,
  { connected, wishlist }: ShopperAttributes,
): void {
  if (connected) writeConnected(writer, connected);
  if (wishlist) writer.list(wishlist, (productId) => writer.count(placeOf(productId)));
}

/**
 * The profile of `shopperId` that `encodeProfile` wrote. Of anything else a sentence that says what is wrong with it: bytes cut
 * short or with more behind them are always found out.
 */
export function decodeProfile(bytes: Uint8Array, shopperId: ShopperId): Result<Profile, string> {
  const [format] = bytes;
  if (format !== FORMAT) {
    const found = format === undefined ? 'no bytes' : `a first byte of ${format}`;
    return fail(`Expected a profile, which begins with ${FORMAT}, found ${found}.`);
  }
  const reader = createByteReader(bytes.subarray(1));
  const profile = { shopperId, ...readProfile(reader) };
  return reader.isWhole()
    ? ok(profile)
    : fail(`Expected a whole profile, found ${bytes.length} damaged bytes.`);
}

function readProfile(reader: ByteReader): Omit<Profile, 'shopperId'> {
  const ids = readIds(reader);
  const productAt = gidsOf(reader, 'Product', ids);
  const maybe = reader.presence();
  const attributesAt = maybe(reader.instant) ?? null;
  const attributes = readAttributes(reader, maybe);
  const purchases = readPurchases(reader, ids, productAt);
  const openCarts = reader.list(() => readCart(reader));
  const series = <Item>(read: (at: number) => Item): readonly Item[] | undefined =>
    maybe(() => reader.list(() => read(reader.instant()))) ?? undefined;
  const viewed = (place: number): ProductId | null => (place === 0 ? null : productAt(place - 1));
  const rest = {
    attributesAt,
    purchases,
    openCarts,
    views: series((at) => ({ at, productId: viewed(reader.count()) })),
    searches: series((at) => ({ at, query: reader.text() })),
    cartChanges: series((at) => ({ at, changeMinor: reader.signed() })),
    abandonments: series((at) => ({ at })),
    checkouts: series((at) => ({ at })),
    refunds: series((at) => ({ at, amountMinor: reader.signed() })),
    isActivityBlocked: maybe(reader.flag) ?? undefined,
  };
  const told = {
    connected: maybe(() => readConnected(reader)) ?? undefined,
    wishlist: maybe(() => reader.list(() => productAt(reader.count()))) ?? undefined,
  };
  const times = maybe(() => readViewTimes(reader)) ?? [];
  return { attributes: { ...attributes, ...told }, ...rest, views: withViewTimes(rest.views, times) };
}

function readAttributes(reader: ByteReader, maybe: ReturnType<ByteReader['presence']>): ShopperAttributes {
  return {
    country: maybe(reader.text) ?? null,
    language: maybe(reader.text) ?? null,
    loyaltyTier: maybe(reader.text),
    deviceClass: maybe(reader.text),
    emailMarketing: maybe(reader.flag) ?? null,
    createdAt: maybe(reader.instant) ?? null,
    shopifySegments: maybe(() => reader.list(reader.text)) ?? undefined,
    tags: reader.list(reader.text),
  };
}

function readPurchases(
  reader: ByteReader,
  ids: readonly string[],
  productAt: (place: number) => ProductId,
): readonly Purchase[] {
  const variantAt = gidsOf(reader, 'ProductVariant', ids);
  return readIds(reader).map((id) => {
    const [at, grossMinor, refundedMinor] = [reader.instant(), reader.signed(), reader.signed()];
    const lines = reader.list(() => ({
      productId: productAt(reader.count()),
      variantId: variantAt(reader.count()),
      quantity: reader.signed(),
      unitPriceMinor: reader.signed(),
    }));
    return { orderId: gid('Order', id), at, netMinor: grossMinor - refundedMinor, grossMinor, lines };
  });
}

function readCart(reader: ByteReader): OpenCartFact {
  return {
    token: reader.text(),
    startedAt: reader.instant(),
    updatedAt: reader.instant(),
    valueMinor: reader.presence()(reader.signed) ?? undefined,
  };
}
