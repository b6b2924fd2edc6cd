import type { Instant } from '../../kernel/instant.ts';
import type { MarketId, ProductId, VariantId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import type {
  PortableHistory,
  PortableProduct,
  PortableRanker,
  PortableTraits,
} from '../../recommendations/portable/portable-model.ts';
import type { CampaignExperiment } from '../arms.ts';
import type { MessageContent, MessageTexts, UpsellContent, UpsellTexts } from '../campaign.ts';
import type { Market } from '../catalog.ts';
import type { ConfiguredIncentive } from '../incentives/configuration.ts';
import type { CartRule } from './cart-rule.ts';
import type { NextTier } from '../next-tier.ts';
import type { Reason } from '../decision.ts';
import type { Limited } from '../eligibility.ts';
import type { GuardrailSettings } from '../guardrails/settings.ts';
import type { Translated } from '../translations.ts';

/** What a checkout can decide by itself is compiled into two metafields of the shop, one of each product and one of a customer. */
export const LOCAL_NAMESPACE = '$app:attune';
export const LOCAL_KEY = 'local';
/** Of the shop: how the products of a cart are ranked together. */
export const RANKER_KEY = 'ranker';

/** A reader takes no other. */
export const PAYLOAD_VERSION = 7;

/** Characters of a payload's name. */
export const NAME_LENGTH = 22;

/** The most bytes of a payload, as JSON in UTF-8. */
export const MAX_PAYLOAD_BYTES = 10_000;

/** The only placement that is decided locally: elsewhere nothing can be added to the cart, or what is shown is personal. */
export const LOCAL_PLACEMENT = 'checkout.block';

interface Dated {
  readonly v: typeof PAYLOAD_VERSION;
  /** It holds before this instant. */
  readonly until: Instant;
  /** Of this content; given when it is written, and told by the checkout that decided by it. */
  readonly name?: string;
}

interface PayloadBase extends Dated {
  /** Names the rules that products were chosen by: payloads that differ in it do not belong together. */
  readonly rules: string;
}

/** What holds for every checkout of the shop. */
export interface ShopPayload extends PayloadBase {
  readonly shopDomain: string;
  readonly currency: string;
  /** Where the suggestions of products are popular, when they say so; null = nowhere in particular. */
  readonly homeCountry: string | null;
  readonly markets: readonly Pick<Market, 'id' | 'countries' | 'currency'>[];
  readonly guardrails: Pick<GuardrailSettings, RenderSetting>;
  readonly holdout: number;
  readonly exploration: number;
  readonly spentCampaigns: readonly string[];
  /** Switched on in this placement, in the order in which they are decided. */
  readonly campaigns: readonly LocalCampaign[];
  /** False where more campaigns follow than there was room for. */
  readonly isWhole: boolean;
  /** What the Discount Function gives, best first; empty where no campaign here is an incentive. */
  readonly incentives: readonly ConfiguredIncentive[];
  readonly segments: {
    /** Ids of all segments that the campaigns ask about and that compile. */
    readonly known: readonly string[];
    /** Of these, the ones that depend on what of the checkout only the server knows. */
    readonly ofCheckout: readonly string[];
    /** Of these, the ones that depend on what the checkout sees itself, with what is left to ask of a stranger. */
    readonly ofCart: Readonly<Record<string, CartRule>>;
    /** Of these, the ones that may depend on what was seen in a guest's browser: where that may be known, only the server can tell them. */
    readonly ofBrowser: readonly string[];
    /** Of these, the ones a shopper is in of whom nothing is known. */
    readonly ofStranger: readonly string[];
  };
}

/** How the model ranks for a cart of several products. */
export interface RankerPayload extends Dated {
  readonly ranker: PortableRanker;
}

/** The settings that guardrails ask about at the render. Costs and margins stay with the server. */
export type RenderSetting =
  'offersToBusiness' | 'consent' | 'priceCeilingPercent' | 'mixesShipping' | 'mostUnits';

export interface LocalCampaign extends Limited {
  /** What it shows. Where all are null, whether and what that is only the server can tell. */
  readonly upsell: LocalUpsell | null;
  readonly message: LocalMessage | null;
  readonly incentive: LocalIncentive | null;
  readonly experiment: CampaignExperiment<LocalContent> | null;
}

export type LocalContent = Pick<LocalCampaign, 'upsell' | 'message' | 'incentive'>;

/** The message that names an incentive's discount. */
export type LocalIncentive = MessageTexts & Translated<MessageTexts>;

/** A message of which every placeholder can be worked out in the checkout. */
export interface LocalMessage extends MessageTexts, Translated<MessageTexts> {
  readonly tone: MessageContent['tone'];
  readonly thresholds: MessageContent['thresholds'];
  readonly showsProgress: boolean;
  /** When an order arrives, and until when that is so; null where nothing is said of it. */
  readonly arrives: { readonly at: Instant; readonly holdsUntil: Instant } | null;
}

export interface LocalUpsell extends UpsellTexts, Translated<UpsellTexts> {
  /** Under which name the payloads of products hold its suggestions. */
  readonly list: string;
  readonly maxOffers: number;
  readonly choosesUnits: boolean;
  readonly layout: UpsellContent['layout'];
  /** Its last offer may be drawn by chance, which only the server does. */
  readonly mayDraw: boolean;
}

/** Suggestions, by the name of a list. */
interface Suggested {
  /** Best first. */
  readonly lists: Readonly<Record<string, readonly LocalSuggestion[]>>;
  readonly offers: readonly LocalOffer[];
  /** By place in `offers`; null for what the model does not know. */
  readonly traits: readonly (PortableTraits | null)[];
}

/** What goes with a product of the cart. */
export interface ProductPayload extends PayloadBase, Suggested {
  /** Whether its variants are shipped; null where they differ. */
  readonly ships: boolean | null;
  /** In the shop's currency, by the number in a variant's id; of the first variants. */
  readonly prices: Readonly<Record<string, number>>;
  /** What it is made of, where it is a bundle. */
  readonly components: readonly ProductId[];
  /** Names of lists that go on where there was no room for more. */
  readonly cut: readonly string[];
  /** What it leads to beside others of a cart; null for what the model does not know. */
  readonly evidence: PortableProduct | null;
}

export interface LocalSuggestion {
  /** Place in `offers`. */
  readonly offer: number;
  /**
   * Of what a merchant chose above 1, of what the model suggests 0 to 1, of what fills up after that below 0. Adds up over the products of a cart
   * where they cannot be ranked together.
   */
  readonly score: number;
  readonly reason: Pick<Reason, 'code' | 'text'>;
}

/** What is not as it mostly is. */
export interface LocalVariant {
  /** What buyers of a market pay, where it is not the price. */
  readonly prices?: Readonly<Record<MarketId, Money>>;
  readonly isDigital?: boolean;
  /** What is left of it, where that is little: an offer may not add as many as it likes. */
  readonly stock?: number;
}

/** A variant to choose: the number in its id, its title, its price in the shop's currency. */
export type LocalChoice = readonly [number: string, title: string, priceMinor: number, more?: LocalVariant];

/** A product that passes every guardrail which does not depend on the render. Left out is what holds for most: empty, or not so. */
export interface LocalOffer extends LocalVariant {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly title: string;
  readonly imageUrl: string | null;
  /** In the shop's currency. */
  readonly priceMinor: number;
  /** Markets in which it is not to be offered: not published there, or earning too little. */
  readonly notIn?: readonly MarketId[];
  readonly components?: readonly ProductId[];
  /** Where the product can be bought in several variants: those that a buyer may choose, this one first. */
  readonly choices?: readonly LocalChoice[];
  /** It has others that are not told: the server asks which or names this one, and what is refused of it may pass in another. */
  readonly hasVariants?: boolean;
}

/** What is known of a customer, as far as a decision asks about it. */
export interface CustomerPayload extends PayloadBase, Suggested {
  /** What the model reads of what they bought before; null where no upsell goes by it, or the model cannot be told. */
  readonly history: PortableHistory | null;
  /** By which the customer is placed in the holdout and in experiments. */
  readonly unit: string;
  /** Ids of the segments the customer is in, those of the checkout left out. */
  readonly segments: readonly string[];
  /** What is left to ask of the checkout where that is something else than of a stranger, by segment; left out where it is nothing else. */
  readonly ofCart?: Readonly<Record<string, CartRule>>;
  /** Ids of the segments that only the server can tell of this customer, though it can be told of a stranger; left out where there are none. */
  readonly ofServer?: readonly string[];
  /** Until when products rest that the customer has, gave back, dismissed or saw too often (resting-text.ts). */
  readonly resting: string;
  /** Until when campaigns rest that were shown often enough or dismissed. */
  readonly restingCampaigns: Readonly<Record<string, Instant>>;
  /** Values of placeholders that are about the customer alone. */
  readonly values: Readonly<Record<string, string>>;
  /** The nearest tier above; null where there is none, and where no message speaks of it. */
  readonly nextTier: NextTier | null;
  /** What they buy again and again, best first; empty where no upsell offers that. */
  readonly usual: readonly LocalUsual[];
  /** False where more follow. */
  readonly isUsualWhole: boolean;
  /** Products on the wishlist, the first of it, by the number in their ids; null where there is none that may be used here. */
  readonly wishlist: { readonly until: Instant; readonly products: readonly string[] } | null;
  /** What {{bought}} and {{consider}} may be, best first; empty where no message says either. */
  readonly pairs: readonly LocalPair[];
  /** False where more pairs follow. */
  readonly arePairsWhole: boolean;
}

/** A product that the customer buys again and again. */
export interface LocalUsual {
  readonly offer: LocalOffer;
  /** The one of several variants that is offered without asking, where it may be: the one bought last. */
  readonly variantId?: VariantId;
  /** They are not offered it before. */
  readonly dueAt: Instant;
  readonly reason: LocalSuggestion['reason'];
}

/** "Because you bought X, consider Y", where Y passes every guardrail that does not depend on the render. */
export interface LocalPair {
  readonly bought: string;
  readonly consider: LocalOffer;
}

/** All a checkout has to decide by. */
export interface Payloads {
  readonly shop: ShopPayload;
  /** Null where the products of a cart are not ranked together. */
  readonly ranker: RankerPayload | null;
  readonly products: ReadonlyMap<ProductId, ProductPayload>;
  /** Null for a guest. */
  readonly customer: CustomerPayload | null;
  /** The segments of the customer that the Discount Function reads. */
  readonly syncedSegments: readonly string[];
}
