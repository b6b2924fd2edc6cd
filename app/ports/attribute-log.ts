import type { Instant } from '#app/domain/kernel/instant.ts';

/**
 * What is known of a customer's attributes with the time of the news behind each, so that late or repeated news changes
 * nothing and deliveries may come in any order. Stored as JSON beside the profile.
 */
export interface AttributeLog {
  /** Country, language and account time come together. */
  readonly details?: {
    readonly at: Instant;
    readonly country: string | null;
    readonly language: string | null;
    readonly createdAt: Instant | null;
  };
  /** The newest complete list of tags. */
  readonly tags?: { readonly at: Instant; readonly list: readonly string[] };
  /** The newest change of each tag since that list: when, and whether it was added. */
  readonly tagChanges?: Readonly<Record<string, readonly [at: Instant, added: boolean]>>;
  readonly emailMarketing?: { readonly at: Instant; readonly isSubscribed: boolean | null };
  /** When the customer was deleted: nothing is kept about them, and nothing comes back. */
  readonly deletedAt?: Instant;
}
