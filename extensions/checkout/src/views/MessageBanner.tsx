import { Banner, BlockStack, InlineStack, Progress, TextBlock } from '@shopify/ui-extensions-react/checkout';
import type { WireMessage } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { DismissButton } from './DismissButton.tsx';

interface MessageBannerProps {
  entry: VisibleEntry;
  message: WireMessage;
  session: Session;
}

export function MessageBanner({ entry, message, session }: MessageBannerProps) {
  return (
    <Banner status={message.tone} title={message.title}>
      <BlockStack spacing="extraTight">
        <TextBlock>{message.body}</TextBlock>
        {message.progress !== undefined && (
          <Progress value={message.progress} max={1} accessibilityLabel={message.body} />
        )}
        <InlineStack>
          <DismissButton entry={entry} session={session} title={message.title} />
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
