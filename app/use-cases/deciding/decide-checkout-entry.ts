import { isGid } from '#app/domain/kernel/ids.ts';
import type { DecisionRequest } from '#app/contracts/checkout-decision.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { DecidedItem, Decision } from '#app/domain/campaigns/decision.ts';
import { toLocalQuestion } from '#app/domain/campaigns/local/local-question.ts';
import type { RecordedDecision } from '#app/domain/campaigns/replay/record.ts';
import type { DecisionBasis, LedgerEntry, LedgerItem } from '#app/ports/ledger.ts';
import type { CheckoutQuestion } from './decide-checkout.ts';
import type { Asker } from './decide-checkout-question.ts';

/** Refusals kept for one decision: enough to answer "why not shown", not a copy of the catalog. */
const MOST_REFUSALS = 50;

export interface Render {
  readonly decisionId: string;
  readonly nowMs: number;
  readonly asked: CheckoutQuestion;
  readonly codeVersion: string;
}

/** What the ledger keeps of a decision: ids and codes, no texts and no addresses. */
export function decisionEntry(
  render: Render,
  { shopper, unit }: Pick<Asker, 'shopper' | 'unit'>,
  recorded: RecordedDecision,
  durationMicros: number,
): LedgerEntry {
  const { decision } = recorded;
  return {
    ...entryOf(render, durationMicros),
    shopperId: shopper?.shopperId ?? render.asked.customerId,
    items: withLocal(render.asked, ledgerItems(decision)),
    refusals: keptRefusals(decision),
    basis: {
      ...basisOf(render),
      profileUpdatedAt: shopper?.profileUpdatedAt ?? null,
      segmentIds: decision.segmentIds,
      ...modelQuestion(render, decision),
      unit,
      ...(decision.arms.length > 0 && { arms: armsOf(decision) }),
      ...(decision.heldOut && { heldOut: true }),
    },
    failure: null,
    recorded: { ...recorded, ...toldLocally(render.asked) },
  };
}

/** What the checkout showed before it asked, with what it was decided by. */
function toldLocally({ request }: CheckoutQuestion): Pick<RecordedDecision, 'local'> {
  const { localBasis: basis } = request;
  const question = basis && toLocalQuestion(request, basis.at);
  return question ? { local: { question, basis } } : {};
}

/** What the ledger keeps of a render that fell back. */
export function failureEntry(render: Render, error: unknown, durationMicros: number): LedgerEntry {
  const items = withLocal(render.asked, []);
  return { ...entryOf(render, durationMicros), items, failure: describeFailure(error) };
}

function entryOf({ decisionId, nowMs, asked, codeVersion }: Render, durationMicros: number): LedgerEntry {
  return {
    decisionId,
    shopId: asked.served.shop.id,
    shopperId: asked.customerId,
    checkoutToken: asked.request.checkoutToken ?? null,
    decidedAtMs: nowMs,
    channel: channelOf(asked),
    placements: asked.request.placements,
    items: [],
    refusals: [],
    basis: basisOf({ decisionId, nowMs, asked, codeVersion }),
    failure: null,
    durationMicros,
  };
}

/** An order is looked at again and again, long after its checkout: that is no checkout that asks. */
function channelOf({ channel, request: { placements } }: CheckoutQuestion): LedgerEntry['channel'] {
  return placements.every((name) => name === 'order-status.block') ? 'order-status' : channel;
}

function basisOf({ asked, codeVersion }: Render): DecisionBasis {
  const { snapshot } = asked.served;
  return {
    modelVersion: snapshot.model.version,
    configVersion: snapshot.configVersion,
    catalogVersion: snapshot.catalogVersion,
    profileUpdatedAt: null,
    segmentIds: [],
    unit: asked.customerId ?? asked.request.checkoutToken ?? null,
    codeVersion,
  };
}

/** What the model was asked, where chance had a part in the answer. */
function modelQuestion(
  { asked: { request } }: Render,
  { drawn: [first] }: Decision,
): Pick<DecisionBasis, 'asked'> {
  return first === undefined ? {} : { asked: { cart: first.cart, country: request.country ?? null } };
}

export function keptRefusals({ refusals }: Pick<Decision, 'refusals'>): LedgerEntry['refusals'] {
  return refusals.slice(0, MOST_REFUSALS);
}

/** By the experiments' ids. */
export function armsOf({ arms }: Decision): Readonly<Record<string, string>> {
  return Object.fromEntries(arms.map(({ experimentId, arm }) => [experimentId, arm]));
}

export function ledgerItems(decision: Decision): LedgerItem[] {
  return Object.entries(decision.placements).flatMap(([placement, items]) =>
    items.map((item) => {
      const drawn = decision.drawn.find(({ key }) => key === item.key);
      const arm = decision.arms.find(({ campaignId }) => campaignId === item.campaignId)?.arm;
      return {
        ...toLedgerItem(placement, item),
        ...(arm !== undefined && { arm }),
        ...(drawn && { alternatives: drawn.alternatives }),
      };
    }),
  );
}

/**
 * With what the checkout showed before it asked, so that what becomes of it has a place. A checkout's word is taken only for campaigns
 * that run, and products of this shop in them.
 */
function withLocal(question: CheckoutQuestion, items: readonly LedgerItem[]): readonly LedgerItem[] {
  const { local } = question.request;
  const keys = new Set(local.map(({ key }) => key));
  const decided = items.map((item) =>
    keys.has(item.itemKey) ? { ...item, shownLocally: 'same' as const } : item,
  );
  const others = local
    .filter(({ key }) => items.every(({ itemKey }) => itemKey !== key))
    .flatMap((shown) => localItem(shown, question) ?? []);
  return [...decided, ...others];
}

/** Kinds of campaigns that show one message; its key ends in the kind. */
const MESSAGE_KINDS: ReadonlySet<Campaign['kind']> = new Set<Campaign['kind']>(['message', 'incentive']);

/** Null where it is no item of a campaign that runs. */
function localItem(
  { key, productId, variantId }: DecisionRequest['local'][number],
  { served: { snapshot }, request }: CheckoutQuestion,
): LedgerItem | null {
  const { campaigns, catalog } = snapshot;
  const campaign = campaigns.find(({ id, kind }) => key === `${id}:${productId ?? kind}`);
  if (campaign === undefined) return null;
  const base = { itemKey: key, campaignId: campaign.id, placement: request.placements[0] ?? '' };
  const isOther = { shownLocally: 'other' as const };
  if (productId === undefined)
    return MESSAGE_KINDS.has(campaign.kind) ? { ...base, kind: 'message', ...isOther } : null;
  const isKnown =
    variantId !== undefined &&
    isGid('ProductVariant', variantId) &&
    catalog.variants.get(variantId)?.productId === productId;
  return isKnown ? { ...base, kind: 'offer', productId, variantId, ...isOther } : null;
}

function toLedgerItem(placement: string, item: DecidedItem): LedgerItem {
  const base = { itemKey: item.key, campaignId: item.campaignId, placement, kind: item.kind };
  if (item.kind === 'message') return { ...base, reasonCode: item.reason.code };
  if (item.kind !== 'offer') return base;
  return { ...base, productId: item.productId, variantId: item.variantId, reasonCode: item.reason.code };
}

/** Name and message: adapters write no personal data into either. */
function describeFailure(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown failure';
}
