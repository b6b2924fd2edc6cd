import {
  BlockStack,
  InlineLayout,
  SkeletonImage,
  SkeletonText,
  View,
  useTranslate,
} from '@shopify/ui-extensions-react/checkout';

/** Of the skeleton, in pixels. */
export const SKELETON_HEIGHT = 150;

/** As high as one offer with its headline, so that nothing jumps when the answer comes: between the card of a wide and of a narrow page. */
export function Skeleton() {
  const translate = useTranslate();
  return (
    <View accessibilityLabel={translate('loading')}>
      <BlockStack spacing="base">
        <SkeletonText size="large" inlineSize="base" />
        <InlineLayout columns={[64, 'fill']} spacing="base" blockAlignment="center">
          <SkeletonImage inlineSize={64} blockSize={80} />
          <BlockStack spacing="extraTight">
            <SkeletonText inlineSize="large" />
            <SkeletonText inlineSize="base" size="small" />
            <SkeletonText inlineSize="small" />
          </BlockStack>
        </InlineLayout>
      </BlockStack>
    </View>
  );
}
