import { z } from 'zod';
import { gid, type CustomerId } from '#app/domain/kernel/ids.ts';
import type { ShopifySegment } from '#app/ports/shop-history.ts';
import type { AdminApi } from './admin-client.ts';
import { SEGMENT_MEMBERS_QUERY, SEGMENT_QUERY, SEGMENTS_QUERY } from './operations/segment-operations.ts';
import { readAnswer } from './read-answer.ts';

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const segment = z.object({ id: z.string(), name: z.string(), query: z.string() });
const segmentsAnswer = z.object({ segments: z.object({ nodes: z.array(segment), pageInfo }) });
const segmentAnswer = z.object({ node: segment.nullable() });
const membersAnswer = z.object({
  customerSegmentMembers: z.object({
    edges: z.array(z.object({ node: z.object({ id: z.string() }) })),
    pageInfo,
  }),
});

/** All segments of the shop. */
export async function readSegments(api: AdminApi): Promise<readonly ShopifySegment[]> {
  const found: ShopifySegment[] = [];
  let after: string | null = null;
  do {
    const { segments }: z.infer<typeof segmentsAnswer> = readAnswer(
      segmentsAnswer,
      await api.query(SEGMENTS_QUERY, { after }),
    );
    found.push(...segments.nodes);
    after = segments.pageInfo.hasNextPage ? segments.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

export async function findSegment(api: AdminApi, id: string): Promise<ShopifySegment | null> {
  return readAnswer(segmentAnswer, await api.query(SEGMENT_QUERY, { id })).node;
}

/** A member has an id of its own type that ends with the customer's number. */
export async function* readSegmentMembers(api: AdminApi, id: string): AsyncGenerator<readonly CustomerId[]> {
  let after: string | null = null;
  do {
    const answer: z.infer<typeof membersAnswer> = readAnswer(
      membersAnswer,
      await api.query(SEGMENT_MEMBERS_QUERY, { id, after }),
    );
    const { edges, pageInfo: page } = answer.customerSegmentMembers;
    yield edges.map(({ node }) => gid('Customer', node.id.slice(node.id.lastIndexOf('/') + 1)));
    after = page.hasNextPage ? page.endCursor : null;
  } while (after !== null);
}
