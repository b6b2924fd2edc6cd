import { register } from '@shopify/web-pixels-extension';
import { readAppUrl } from '../../checkout/src/core/app-url.ts';
import { createOutbox } from './outbox.ts';
import { startPixel } from './start-pixel.ts';

register((api) => {
  const { key } = api.settings;
  const shop = api.init.data.shop.myshopifyDomain;
  const url = `${readAppUrl()}/api/pixel/events`;
  startPixel(api, createOutbox({ url, shop, key: String(key) }));
});
