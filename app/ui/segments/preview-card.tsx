import { BlockStack, Button, Card, InlineStack, SkeletonBodyText, Spinner, Text } from '@shopify/polaris';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatDate, formatPrice, formatShare, formatTime, plural } from '../format.ts';

export interface Member {
  readonly shopperId: string;
  readonly purchases: number;
  readonly spentMinor: number;
  readonly lastPurchaseAt: Instant | null;
  readonly because: readonly { readonly text: string; readonly seen: string }[];
}

export interface Preview {
  readonly members: number;
  readonly plusMinus: number;
  readonly shoppers: number;
  readonly readsCart: boolean;
  readonly sample: readonly Member[];
  readonly asOf: Instant;
}

interface PreviewCardProps {
  /** Null while there is none, for want of a rule that can be read. */
  readonly preview: Preview | null;
  readonly isCounting: boolean;
  readonly currency: string;
  readonly timezone: string;
  /** Asks why a shopper is in. */
  readonly onWhy: (shopperId: string) => void;
}

/** Who would be in the segment now, before it is saved. */
export function PreviewCard({ preview, isCounting, ...shown }: PreviewCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Who is in it now
          </Text>
          <div>{isCounting && <Spinner size="small" accessibilityLabel="Counting" />}</div>
        </InlineStack>
        {preview === null && isCounting && <SkeletonBodyText lines={3} />}
        {preview === null && !isCounting && (
          <Text as="p" tone="subdued">
            Write a rule that can be read, and the shoppers who fit it are counted here.
          </Text>
        )}
        {preview !== null && <Counted preview={preview} {...shown} />}
      </BlockStack>
    </Card>
  );
}

type CountedProps = Pick<PreviewCardProps, 'currency' | 'timezone' | 'onWhy'> & { readonly preview: Preview };

function Counted({ preview: { sample, ...counts }, currency, timezone, onWhy }: CountedProps) {
  return (
    <BlockStack gap="300">
      <Text as="p">{describeCount(counts, timezone)}</Text>
      {sample.length > 0 && (
        <>
          <Text as="h3" variant="headingSm">
            {`${plural(sample.length, 'member')} who bought last`}
          </Text>
          <div className="table-bleed">
            <DataTable
              caption="Sample of members"
              columns={columnsFor({ currency, timezone, onWhy })}
              rows={sample}
              keyOf={({ shopperId }) => shopperId}
            />
          </div>
        </>
      )}
    </BlockStack>
  );
}

function describeCount(
  { members, plusMinus, shoppers, readsCart, asOf }: Omit<Preview, 'sample'>,
  timezone: string,
): string {
  const at = `counted at ${formatTime(asOf, timezone)}`;
  if (shoppers === 0) return 'No shopper is known yet: they come with the history and with orders.';
  if (readsCart && members === 0)
    return `This rule reads the checkout, so who is in it is decided at each checkout. Outside of one, nobody of ${plural(shoppers, 'shopper')} is.`;
  const about =
    plusMinus > 0
      ? `About ${formatCount(members)} (give or take ${formatCount(plusMinus)})`
      : formatCount(members);
  return `${about} of ${plural(shoppers, 'shopper')} (${formatShare(members, shoppers)}), ${at}.`;
}

function columnsFor({ currency, timezone, onWhy }: Omit<CountedProps, 'preview'>): Column<Member>[] {
  return [
    {
      title: 'Shopper',
      kind: 'main',
      cell: ({ shopperId, because }) => (
        <>
          <InlineStack gap="200" blockAlign="center">
            <Text as="span" fontWeight="medium">
              {nameShopper(shopperId)}
            </Text>
            <Button
              variant="plain"
              accessibilityLabel={`Why ${nameShopper(shopperId)} is in`}
              onClick={() => onWhy(shopperId)}
            >
              Why?
            </Button>
          </InlineStack>
          {because.map(({ text, seen }) => (
            <Text key={text} as="p" variant="bodySm" tone="subdued">
              {`${text}, found ${seen}`}
            </Text>
          ))}
        </>
      ),
    },
    { title: 'Orders', kind: 'number', cell: ({ purchases }) => formatCount(purchases) },
    {
      title: 'Spent',
      kind: 'number',
      cell: ({ spentMinor }) => formatPrice({ amountMinor: spentMinor, currency }),
    },
    {
      title: 'Last order',
      kind: 'number',
      cell: ({ lastPurchaseAt }) => (lastPurchaseAt === null ? '–' : formatDate(lastPurchaseAt, timezone)),
    },
  ];
}

/** Attune keeps no names: "gid://shopify/Customer/42" is "Customer 42". */
export function nameShopper(shopperId: string): string {
  const id = shopperId.slice(shopperId.lastIndexOf('/') + 1);
  return shopperId.startsWith('gid:') ? `Customer ${id}` : 'Anonymous visitor';
}
