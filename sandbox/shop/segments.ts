import type { Customer, ShopEvent } from './shop.ts';
import { TIERS } from './tiers.ts';

/** One of the merchant's segments. What it asks changes with tags alone, so that every change has its webhook. */
export interface CustomerSegment {
  readonly type: 'Segment';
  readonly id: number;
  readonly name: string;
  /** In Shopify's segment query language, form of 2026-10. */
  readonly query: string;
  has(customer: Pick<Customer, 'tags' | 'acceptsMarketing' | 'countryCode'>): boolean;
}

const BASE = 560_000_000_001;

const SEGMENTS_AS_WRITTEN: readonly Pick<CustomerSegment, 'name' | 'query' | 'has'>[] = [
  ...TIERS.map((tier) => ({
    name: `${tier} customers`,
    query: `customer_tags CONTAINS '${tier}'`,
    has: ({ tags }: Pick<Customer, 'tags'>) => tags.includes(tier),
  })),
  {
    name: 'Email subscribers',
    query: "email_subscription_status = 'SUBSCRIBED'",
    has: ({ acceptsMarketing }) => acceptsMarketing,
  },
  {
    name: 'Customers in Germany',
    query: "customer_countries CONTAINS 'DE'",
    has: ({ countryCode }) => countryCode === 'DE',
  },
  {
    name: 'Gold customers abroad',
    query: "customer_tags CONTAINS 'Gold' AND customer_countries NOT CONTAINS 'GB'",
    has: ({ tags, countryCode }) => tags.includes('Gold') && countryCode !== 'GB',
  },
];

export const CUSTOMER_SEGMENTS: readonly CustomerSegment[] = SEGMENTS_AS_WRITTEN.map((segment, index) => ({
  type: 'Segment',
  id: BASE + index,
  ...segment,
}));

export interface SegmentChange {
  readonly topic: 'customer.joined_segment' | 'customer.left_segment';
  readonly customer: Customer;
  readonly segment: CustomerSegment;
}

/** Whom an event brings into segments and takes out of them: a new customer, or one whose tags changed. */
export function segmentChangesOf(event: ShopEvent): readonly SegmentChange[] {
  const before = customerBefore(event);
  if (before === undefined || !('customer' in event)) return [];
  const { customer } = event;
  return CUSTOMER_SEGMENTS.flatMap((segment): readonly SegmentChange[] => {
    const isIn = segment.has(customer);
    if (isIn === (before !== null && segment.has(before))) return [];
    return [{ topic: isIn ? 'customer.joined_segment' : 'customer.left_segment', customer, segment }];
  });
}

/** The customer as they were; null when they were none; undefined when nothing about them changed. */
function customerBefore(
  event: ShopEvent,
): Pick<Customer, 'tags' | 'acceptsMarketing' | 'countryCode'> | null | undefined {
  if (event.topic === 'customers/create') return null;
  if (event.topic !== 'customer.tags_added' && event.topic !== 'customer.tags_removed') return undefined;
  const { customer, tags: changed } = event;
  const tags =
    event.topic === 'customer.tags_added'
      ? customer.tags.filter((tag) => !changed.includes(tag))
      : [...customer.tags, ...changed];
  return { ...customer, tags };
}
