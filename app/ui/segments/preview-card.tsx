import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  SkeletonBodyText,
  Spinner,
  Text,
} from '@shopify/polaris';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatDate, formatPrice, formatShare, formatTime, plural } from '../format.ts';

export interface ShopperView {
  readonly shopperId: string;
  readonly purchases: number;
  readonly spentMinor: number;
  readonly lastPurchaseAt: Instant | null;
  readonly because: readonly { readonly text: string; readonly isTrue: boolean; readonly seen: string }[];
}

export interface Preview {
  readonly members: number;
  readonly plusMinus: number;
  readonly shoppers: number;
  readonly readsCart: boolean;
  readonly sample: readonly ShopperView[];
  readonly outside: readonly ShopperView[];
  readonly asOf: Instant;
}

interface PreviewCardProps {
  /** Null while there is none, for want of a rule that can be read. */
  readonly preview: Preview | null;
  readonly isCounting: boolean;
  /** It is of the rule before the mistake that is in the text now. */
  readonly isOld: boolean;
  /** Why it could not be counted. */
  readonly problem: string | null;
  readonly onCountAgain: () => void;
  readonly currency: string;
  readonly timezone: string;
  /** Asks why a shopper is in. */
  readonly onWhy: (shopperId: string) => void;
}

/** Who would be in the segment now, before it is saved. */
export function PreviewCard({
  preview,
  isCounting,
  isOld,
  problem,
  onCountAgain,
  ...shown
}: PreviewCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Who is in it now
            </Text>
            {isOld && preview !== null && <Badge tone="attention">As before the mistake</Badge>}
          </InlineStack>
          <div>{isCounting && <Spinner size="small" accessibilityLabel="Counting" />}</div>
        </InlineStack>
        {preview === null && isCounting && <SkeletonBodyText lines={3} />}
        {problem !== null && (
          <Banner tone="critical" action={{ content: 'Count again', onAction: onCountAgain }}>
            <p>{`It could not be counted. ${problem}`}</p>
          </Banner>
        )}
        {preview === null && !isCounting && problem === null && (
          <Text as="p" tone="subdued">
            Write a rule that can be read, and the shoppers who fit it are counted here.
          </Text>
        )}
        {preview !== null && problem === null && <Counted preview={preview} {...shown} />}
      </BlockStack>
    </Card>
  );
}

type CountedProps = Pick<PreviewCardProps, 'currency' | 'timezone' | 'onWhy'> & { readonly preview: Preview };

function Counted({ preview: { sample, outside, ...counts }, ...shown }: CountedProps) {
  return (
    <BlockStack gap="300">
      <Text as="p">{describeCount(counts, shown.timezone)}</Text>
      <Shoppers title={`${plural(sample.length, 'member')} who bought last`} rows={sample} {...shown} />
      <Shoppers title={`${plural(outside.length, 'shopper')} not in it`} rows={outside} {...shown} />
    </BlockStack>
  );
}

type ShoppersProps = Omit<CountedProps, 'preview'> & {
  readonly title: string;
  readonly rows: readonly ShopperView[];
};

function Shoppers({ title, rows, ...shown }: ShoppersProps) {
  if (rows.length === 0) return null;
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <div className="table-bleed">
        <DataTable
          caption={title}
          columns={columnsFor(shown)}
          rows={rows}
          keyOf={({ shopperId }) => shopperId}
        />
      </div>
    </BlockStack>
  );
}

function describeCount(
  { members, plusMinus, shoppers, readsCart, asOf }: Omit<Preview, 'sample' | 'outside'>,
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

function columnsFor({ currency, timezone, onWhy }: Omit<CountedProps, 'preview'>): Column<ShopperView>[] {
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
              accessibilityLabel={`Why ${nameShopper(shopperId)} is in, or not`}
              onClick={() => onWhy(shopperId)}
            >
              Why?
            </Button>
          </InlineStack>
          {because.map(({ text, isTrue, seen }) => (
            <Text key={text} as="p" variant="bodySm" tone="subdued">
              {`${isTrue ? '' : 'Not '}${text}: found ${seen}`}
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
