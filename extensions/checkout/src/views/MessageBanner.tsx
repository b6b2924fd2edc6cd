import { Banner, BlockStack, TextBlock } from '@shopify/ui-extensions-react/checkout';
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
      <BlockStack spacing="extraTight" inlineAlignment="start">
        <TextBlock>{message.body}</TextBlock>
        <DismissButton entry={entry} session={session} title={message.title} />
      </BlockStack>
    </Banner>
  );
}
