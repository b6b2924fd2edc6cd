/**
 * The part of @shopify/ui-extensions-react/checkout that the adapter has, with the real package's types. Code that asks for more
 * fails to type-check, before build B would fail to bundle.
 */
export {
  Banner,
  BlockStack,
  Button,
  Grid,
  Heading,
  InlineLayout,
  InlineStack,
  ProductThumbnail,
  Progress,
  Select,
  SkeletonImage,
  SkeletonText,
  Stepper,
  Text,
  TextBlock,
  View,
  reactExtension,
  useSettings,
  useTranslate,
} from '@shopify/ui-extensions-react/checkout';
