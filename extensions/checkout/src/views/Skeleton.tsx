import {
  BlockStack,
  InlineLayout,
  SkeletonImage,
  SkeletonText,
  View,
  useTranslate,
} from '@shopify/ui-extensions-react/checkout';
import type { Room } from './use-room.ts';

/** As high as the offers with their headline, so that nothing jumps when the answer comes. */
export function Skeleton({ room }: { room: Room }) {
  const translate = useTranslate();
  return (
    <View accessibilityLabel={translate('loading')}>
      <BlockStack spacing="base">
        <SkeletonText size="large" inlineSize="base" />
        {Array.from({ length: room.rows }, (_, row) => (
          <InlineLayout key={row} columns={[64, 'fill']} spacing="base" blockAlignment="center">
            <SkeletonImage inlineSize={64} blockSize={80} />
            <BlockStack spacing="extraTight">
              <SkeletonText inlineSize="large" />
              <SkeletonText inlineSize="base" size="small" />
              <SkeletonText inlineSize="small" />
            </BlockStack>
          </InlineLayout>
        ))}
      </BlockStack>
    </View>
  );
}
