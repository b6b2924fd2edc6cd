import { BlockStack, Card, List, Text } from '@shopify/polaris';
import { LOCAL_SCOPES } from '#app/contracts/local-scopes.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { CardHead } from '../card-head.tsx';
import { formatCount, formatDate, formatShare, formatTime, plural } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { ScopedSwitch } from './scoped-switch.tsx';

interface LocalView {
  readonly since: Instant | null;
  readonly written: { readonly shop: number; readonly products: number; readonly customers: number };
  readonly holdsUntil: Instant | null;
  readonly writtenAt: Instant | null;
  readonly callsToday: number;
  readonly problem: string | null;
  readonly shown: { readonly items: number; readonly same: number };
  readonly missingScopes: readonly string[];
  readonly mostCallsADay: number;
}

/** Whether checkouts decide their first offers by themselves: what that does and costs, its switch, and how it stands. */
export function LocalCard({ local, timezone }: { readonly local: LocalView; readonly timezone: string }) {
  const { since, missingScopes, mostCallsADay } = local;
  useRefresh(since === null ? null : 10_000);
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="First offers without waiting">
          What checkout shows first can be decided in the buyer’s browser, by the same campaigns, experiments
          and guardrails, from what Attune writes ahead of time. The answer of Attune’s servers takes its
          place a moment later; where anything is unsure, checkout waits for it as before.
        </CardHead>
        <List>
          <List.Item>
            It needs to write to products and to customers, which you allow in Shopify when you switch it on.
            Attune writes one hidden field of its own on each, and on the shop.
          </List.Item>
          <List.Item>
            {`At most ${formatCount(mostCallsADay)} times a day up to 25 of them are written, and only what has changed or is about to run out.`}
          </List.Item>
          <List.Item>
            Switched off, no checkout decides by itself any more, and what was written is emptied. Shopify
            keeps the permission; incentives use the one for customers too.
          </List.Item>
        </List>
        <Standing local={local} timezone={timezone} />
        <ScopedSwitch
          id="local-decisions"
          name="First offers without waiting"
          intent="switch-local"
          isOn={since !== null}
          scopes={LOCAL_SCOPES}
          missingScopes={missingScopes}
        />
      </BlockStack>
    </Card>
  );
}

function Standing({ local, timezone }: { readonly local: LocalView; readonly timezone: string }) {
  const { since, written, missingScopes, problem } = local;
  const left = written.shop + written.products + written.customers;
  if (since === null)
    return (
      <Text as="p">
        {left === 0
          ? 'Off. Every checkout waits for Attune’s servers.'
          : `Off. No checkout decides by itself; ${plural(left, 'field')} still to be emptied.`}
      </Text>
    );
  return (
    <BlockStack gap="100">
      <Text as="p">{`On since ${formatDate(since, timezone)}. ${writtenWords(local, timezone)}`}</Text>
      <Text as="p">{shownWords(local)}</Text>
      {missingScopes.length > 0 && (
        <Text as="p" tone="critical">
          Shopify has taken back what it needs: nothing is written any more. Switch it off and on again to
          allow it.
        </Text>
      )}
      {problem !== null && (
        <Text as="p" tone="critical">{`The last try failed and is repeated: ${problem}`}</Text>
      )}
    </BlockStack>
  );
}

function writtenWords(
  { written, holdsUntil, writtenAt, callsToday, mostCallsADay }: LocalView,
  timezone: string,
): string {
  if (writtenAt === null) return 'Nothing is written yet.';
  const what = `Written for ${plural(written.products, 'product')} and ${plural(written.customers, 'customer')}, last ${formatTime(writtenAt, timezone)}`;
  const today = `${formatCount(callsToday)} of ${formatCount(mostCallsADay)} writes used today (UTC).`;
  return holdsUntil === null
    ? `${what}. No running upsell or message of the checkout block can be decided there. ${today}`
    : `${what}; it holds until ${formatTime(holdsUntil, timezone)} and is renewed before. ${today}`;
}

function shownWords({ shown: { items, same } }: LocalView): string {
  return items === 0
    ? 'No checkout has shown anything by itself yet.'
    : `Checkouts have shown ${plural(items, 'item')} by themselves in the newest answers; Attune’s servers gave the same in ${formatShare(same, items)}.`;
}
