import type { Outcome } from '#app/domain/campaigns/decide.ts';
import type { Clause } from '#app/domain/campaigns/eligibility.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { ClauseView } from '../segments/why-card.tsx';

export interface AskedView {
  readonly now: Instant;
  readonly isSignedIn: boolean;
  readonly country: string | null;
  readonly currency: string;
  readonly language: string | null;
  readonly consent: {
    readonly preferences: boolean;
    readonly analytics: boolean;
    readonly marketing: boolean;
  };
  readonly canAddLines: boolean;
  readonly isBusiness: boolean;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly cost: Money | null;
  }[];
}

export interface CampaignVerdictView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly outcome: Outcome;
  readonly clauses: readonly {
    readonly name: Clause['name'];
    readonly refuses: boolean;
    readonly endsAt: Instant | null;
  }[];
  readonly arm: string | null;
  readonly outside: 'group' | 'traffic' | null;
  readonly gaveWayTo: string | null;
  readonly shown: readonly {
    readonly placement: string;
    readonly title: string;
    readonly price: Money | null;
    readonly reason: string | null;
    readonly evidence: Readonly<Record<string, number | string>>;
  }[];
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
}

export interface SegmentVerdictView {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
  readonly isMember: boolean;
  readonly deciding: readonly ClauseView[];
  readonly clauses: readonly ClauseView[];
}

export interface CandidateView {
  readonly title: string;
  readonly score: number;
  readonly acceptances: number | null;
  readonly reason: string | null;
  readonly became: 'offered' | 'refused' | 'not-needed';
  readonly refusal: string | null;
}

export interface RecommendedView {
  readonly limit: number;
  readonly segment: string | null;
  readonly items: readonly {
    readonly title: string;
    readonly price: Money | null;
    readonly score: number;
    readonly reason: string | null;
    readonly evidence: Readonly<Record<string, number | string>>;
  }[];
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
}

/** What the checkout showed first, or the name of a payload that is gone. */
export type LocalView =
  | {
      readonly verdict: {
        readonly at: Instant;
        readonly shown: readonly {
          readonly title: string;
          readonly price: Money | null;
          readonly reason: string | null;
          readonly isInAnswer: boolean;
        }[];
        readonly payloads: readonly {
          readonly of: 'shop' | 'ranking' | 'product' | 'customer';
          readonly title: string | null;
          readonly name: string;
          readonly until: Instant;
        }[];
        readonly hash: string;
        readonly toldHash: string;
        readonly isOfAnother: boolean;
      };
    }
  | { readonly gone: string };

export interface ReplayView {
  readonly asked: AskedView;
  readonly recommended: RecommendedView | null;
  readonly campaigns: readonly CampaignVerdictView[];
  readonly elsewhere: number;
  readonly segments: readonly SegmentVerdictView[];
  readonly candidates: readonly CandidateView[];
  readonly local: LocalView | null;
  readonly model: { readonly orders: number; readonly liveOrders: number };
  readonly isHeldOut: boolean;
  readonly recordedHash: string;
  readonly hash: string;
  readonly differences: readonly {
    readonly what: string;
    readonly recorded: string | null;
    readonly replayed: string | null;
  }[];
}

export interface DecisionView {
  readonly past: {
    readonly decidedAtMs: number;
    readonly channel: string;
    readonly shopperId: string | null;
    readonly orderId: string | null;
    readonly placements: readonly string[];
    readonly durationMicros: number;
    readonly isErased: boolean;
    readonly basis: {
      readonly codeVersion: string;
      readonly modelVersion: number | null;
      readonly configVersion: number | null;
      readonly catalogVersion: number | null;
      readonly profileUpdatedAt: Instant | null;
    };
  };
  readonly replay: ReplayView | null;
  readonly unreplayable: { readonly kind: string; readonly failure?: string; readonly told?: string } | null;
  readonly codeVersion: string;
  readonly timezone: string;
}
