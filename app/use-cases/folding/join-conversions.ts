import { ACCEPTED_OFFER_ATTRIBUTE } from '#app/contracts/checkout-decision.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { AcceptedItem, ConversionRow } from '#app/ports/order-store.ts';
import type { FoldContext } from './fold-context.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Accepted offers that an order bought, one a line: by the line's own attribute, else by an acceptance reported in the same
 * checkout for that variant. What was returned lowers the amount; a cancelled or test order converts nothing.
 */
export async function joinConversions(
  { stores }: Pick<FoldContext, 'stores'>,
  order: OrderRecord,
  wasKnown: boolean,
): Promise<void> {
  const claims = order.lines.flatMap((line) => claimOf(line) ?? []);
  const decisionIds = [...new Set(claims.map(({ decisionId }) => decisionId))];
  const mayConvert = decisionIds.length > 0 || order.checkoutToken !== null;
  const counts = order.cancelledAt === null && !order.test;
  const accepted =
    mayConvert && counts ? await stores.conversions.findAccepted(decisionIds, order.checkoutToken) : [];
  const rows = accepted.length === 0 ? [] : order.lines.flatMap((line) => conversionOf(line, accepted) ?? []);
  if (rows.length > 0 || wasKnown)
    await stores.conversions.replace(order.id, order.currency, order.processedAt, rows);
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

function conversionOf(line: OrderLine, accepted: readonly AcceptedItem[]): ConversionRow | null {
  const claim = claimOf(line);
  const claimed = claim && accepted.find((item) => isSame(item, claim));
  const reported = accepted.find((item) => item.byEvent && item.variantId === line.variantId);
  const item = claimed ?? reported;
  if (!item || line.variantId === null) return null;
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

const isSame = (item: AcceptedItem, claim: Claim): boolean =>
  item.decisionId.toLowerCase() === claim.decisionId.toLowerCase() && item.itemKey === claim.itemKey;
