import { connect } from '#sandbox/admin-api/connection.ts';
import type { AdminContext, Args, FieldTable } from '#sandbox/admin-api/context.ts';
import { gid, numberOfGid } from '#sandbox/shop/gid.ts';
import { CUSTOMER_SEGMENTS, type CustomerSegment } from '#sandbox/shop/segments.ts';
import type { Customer } from '#sandbox/shop/shop.ts';

/** Shopify lists up to a thousand members a page, not 250. */
const MOST_MEMBERS = 1_000;

const segment: FieldTable<CustomerSegment> = {
  id: ({ id }) => gid('Segment', id),
  creationDate: () => '2024-02-01T09:00:00Z',
  lastEditDate: () => '2024-02-01T09:00:00Z',
};

/** A member has an id of its own type, with the number of the customer. */
const memberOf = (customer: Customer) => ({
  id: gid('CustomerSegmentMember', customer.id),
  displayName: `${customer.firstName} ${customer.lastName}`,
  firstName: customer.firstName,
  lastName: customer.lastName,
  numberOfOrders: String(customer.orders.length),
});

/** The members of a segment by id; nobody without one: the sandbox runs no queries of its own. */
function listMembers(args: Args, { shop }: AdminContext) {
  const wanted = numberOfGid(String(args['segmentId']));
  const found = CUSTOMER_SEGMENTS.find(({ id }) => id === wanted);
  const members = found ? shop.customers.filter((customer) => !customer.heldBack && found.has(customer)) : [];
  const connection = connect(members.map(memberOf), args, ({ id }) => id, MOST_MEMBERS);
  return Object.assign(connection, { totalCount: members.length });
}

export const segmentRoots: FieldTable<unknown> = {
  segments: (_root, args) => connect(CUSTOMER_SEGMENTS, args, ({ id }) => id),
  segment: (_root, args) =>
    CUSTOMER_SEGMENTS.find(({ id }) => id === numberOfGid(String(args['id']))) ?? null,
  segmentsCount: () => ({ count: CUSTOMER_SEGMENTS.length, precision: 'EXACT' }),
  customerSegmentMembers: (_root, args, context) => listMembers(args, context),
};

export const segmentFields = { Segment: segment };
