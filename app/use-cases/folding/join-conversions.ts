import { ACCEPTED_OFFER_ATTRIBUTE } from '#app/contracts/checkout-decision.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { LedgerItem, ConversionRow } from '#app/ports/order-store.ts';
import type { FoldContext } from './fold-context.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface JoinedOrder {
  readonly order: OrderRecord;
  readonly wasKnown: boolean;
}

/**
 * Accepted offers that orders bought, one a line: by the line's own attribute, which stays when the variant is deleted, else by an
 * acceptance reported in the same checkout for that variant. What was returned lowers the amount; a cancelled or test order
 * converts nothing.
 */
export async function joinConversions(
  { stores }: Pick<FoldContext, 'stores'>,
  joined: readonly JoinedOrder[],
): Promise<void> {
  const counting = joined
    .map(({ order }) => order)
    .filter(({ cancelledAt, test }) => cancelledAt === null && !test);
  const decisionIds = new Set(
    counting.flatMap(({ lines }) => lines.flatMap((line) => claimOf(line)?.decisionId ?? [])),
  );
  const checkouts = counting.flatMap(({ checkoutToken }) => checkoutToken ?? []);
  const items =
    decisionIds.size + checkouts.length > 0
      ? await stores.conversions.findItems([...decisionIds], checkouts)
      : [];
  const conversions = joined.flatMap(({ order, wasKnown }) => {
    const counts = counting.includes(order) && items.length > 0;
    const rows = counts ? order.lines.flatMap((line) => conversionOf(order, line, items) ?? []) : [];
    return rows.length > 0 || wasKnown ? [{ order, rows }] : [];
  });
  await stores.conversions.replace(conversions);
}

interface Claim {
  readonly decisionId: string;
  readonly itemKey: string;
}

/** The attribute's "<decisionId>/<itemKey>". Buyers can write attributes: the ledger has the last word. */
function claimOf(line: OrderLine): Claim | null {
  const value = line.attributes[ACCEPTED_OFFER_ATTRIBUTE] ?? '';
  const slash = value.indexOf('/');
  const decisionId = value.slice(0, slash);
  return slash > 0 && UUID.test(decisionId) ? { decisionId, itemKey: value.slice(slash + 1) } : null;
}

function conversionOf(
  { checkoutToken }: OrderRecord,
  line: OrderLine,
  items: readonly LedgerItem[],
): ConversionRow | null {
  const claim = claimOf(line);
  const claimed = claim && items.find((item) => isSame(item, claim));
  const reported = items.find(
    (item) =>
      item.isAccepted &&
      checkoutToken !== null &&
      item.checkoutToken === checkoutToken &&
      line.variantId !== null &&
      item.variantId === line.variantId,
  );
  const item = claimed ?? reported;
  if (!item) return null;
  const { decisionId, itemKey, campaignId } = item;
  return {
    lineId: line.id,
    decisionId,
    itemKey,
    campaignId,
    joinedBy: claimed ? 'attribute' : 'checkout-token',
    amountMinor: line.unitPriceMinor * line.currentQuantity,
  };
}

const isSame = (item: LedgerItem, claim: Claim): boolean =>
  item.decisionId.toLowerCase() === claim.decisionId.toLowerCase() && item.itemKey === claim.itemKey;
