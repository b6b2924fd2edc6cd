/**
 * @shopify/ui-extensions-react/checkout for API 2026-07: what the extension uses of it, and no more (surface.d.ts). Components
 * become `s-*` elements by Shopify's own migration tables; the hooks are Shopify's own for Preact.
 */
export { useSettings, useTranslate } from '@shopify/ui-extensions/checkout/preact';
export { reactExtension } from './react-extension.ts';
export { Button } from './button.ts';
export { Select } from './select.ts';
export { Stepper } from './stepper.ts';
export { BlockStack, Grid, InlineLayout, InlineStack, View } from './layout.ts';
export {
  Banner,
  Heading,
  ProductThumbnail,
  Progress,
  SkeletonImage,
  SkeletonText,
  Text,
  TextBlock,
} from './content.ts';
