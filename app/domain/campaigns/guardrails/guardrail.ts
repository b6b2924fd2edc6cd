import type { ProductId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Money } from '../../kernel/money.ts';
import type { Catalog, CatalogProduct, CatalogVariant } from '../catalog.ts';
import type { DecisionQuestion, ShopSnapshot } from '../decision.ts';
import type { Situation } from '../situation.ts';
import type { GuardrailSettings } from './settings.ts';

/** A product about to be offered, with all that can be said of it in this render. */
export interface Proposal {
  readonly productId: ProductId;
  /** Null when no campaign offers it. */
  readonly campaignId: string | null;
  /** Null when the catalog does not hold it. */
  readonly product: CatalogProduct | null;
  /** The only available variant, or one that the shopper may choose; null when there is none, or no way to choose. */
  readonly variant: CatalogVariant | null;
  /** What this buyer pays for the variant. */
  readonly price: Money | null;
}

/** What guardrails read of a render; `Setting` names the shop's decisions among it. */
export interface Judged<Setting extends keyof GuardrailSettings = keyof GuardrailSettings> extends Pick<
  Situation,
  'ownedUntil' | 'cartProducts' | 'cartSubtotalMinor' | 'market'
> {
  readonly snapshot: Pick<ShopSnapshot, 'bannedProducts' | 'spentCampaigns'> & {
    readonly guardrails: Pick<GuardrailSettings, Setting>;
    readonly catalog: Pick<Catalog, 'products' | 'variants'>;
  };
  readonly question: Pick<
    DecisionQuestion,
    'now' | 'lines' | 'consent' | 'dismissed' | 'canAddLines' | 'isBusiness' | 'pastItems' | 'returned'
  >;
}

/** A check that can refuse an offer. */
export interface Guardrail<Setting extends keyof GuardrailSettings = keyof GuardrailSettings> {
  readonly name: string;
  refuses(proposal: Proposal, situation: Judged<Setting>): boolean;
  /** When a refusal ends by time alone; a guardrail without it refuses until something else changes. */
  endsAt?(proposal: Proposal, situation: Judged<Setting>): Instant;
}
