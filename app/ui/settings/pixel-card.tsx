import { BlockStack, Card, Text } from '@shopify/polaris';
import { PIXEL_SCOPES } from '#app/contracts/pixel-scopes.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { CardHead } from '../card-head.tsx';
import { formatCount, formatDate, formatTime } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { ScopedSwitch } from './scoped-switch.tsx';

export interface PixelView {
  /** Null while it is off. */
  readonly since: Instant | null;
  readonly missingScopes: readonly string[];
  readonly newestAt: Instant | null;
  readonly lastDay: number;
}

/** The web pixel: what it is for, whether it is on and heard of, and its switch. */
export function PixelCard({ pixel, timezone }: { readonly pixel: PixelView; readonly timezone: string }) {
  const { since, missingScopes } = pixel;
  useRefresh(since === null ? null : 10_000);
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="Web pixel">
          Tells Attune which products visitors look at and for how long, what they search for, and on what
          kind of device, so that segments, messages and offers can go by it, also for guests. Shopify runs it
          only for visitors who allow analytics; what it told of a visitor is removed once they refuse. It
          needs to read customer events and to add a pixel, which you allow in Shopify when you switch it on.
        </CardHead>
        <Standing pixel={pixel} timezone={timezone} />
        <ScopedSwitch
          id="web-pixel"
          name="Web pixel"
          intent="switch-pixel"
          isOn={since !== null}
          scopes={PIXEL_SCOPES}
          missingScopes={missingScopes}
        />
      </BlockStack>
    </Card>
  );
}

function Standing({ pixel, timezone }: { readonly pixel: PixelView; readonly timezone: string }) {
  const { since, missingScopes, newestAt, lastDay } = pixel;
  if (since === null) return <Text as="p">Off. Nothing is told of visitors.</Text>;
  const heard =
    newestAt === null
      ? 'No event came in yet.'
      : `Last event ${formatTime(newestAt, timezone)}, ${formatCount(lastDay)} in the last 24 hours.`;
  return (
    <BlockStack gap="100">
      <Text as="p">{`On since ${formatDate(since, timezone)}. ${heard}`}</Text>
      {missingScopes.length > 0 && (
        <Text as="p" tone="critical">
          Shopify has taken back what the pixel needs: it may have stopped. Switch it off and on again to
          allow it.
        </Text>
      )}
    </BlockStack>
  );
}
