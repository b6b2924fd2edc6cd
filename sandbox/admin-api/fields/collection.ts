import { connect } from '#sandbox/admin-api/connection.ts';
import type { AdminContext, FieldTable } from '#sandbox/admin-api/context.ts';
import type { Collection } from '#sandbox/shop/collections.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { isoOf } from '#sandbox/shop/time.ts';

const productsOf = (collection: Collection, { shop }: AdminContext) =>
  shop.products.filter((product) => collection.has(product));

const collection: FieldTable<Collection> = {
  id: ({ id }) => gid('Collection', id),
  legacyResourceId: ({ id }) => String(id),
  description: () => '',
  descriptionHtml: () => '',
  updatedAt: (_source, _args, { settings }) => isoOf(settings.now()),
  products: (source, args, context) => connect(productsOf(source, context), args, ({ id }) => id),
  productsCount: (source, _args, context) => ({
    count: productsOf(source, context).length,
    precision: 'EXACT',
  }),
};

export const collectionFields = { Collection: collection };
