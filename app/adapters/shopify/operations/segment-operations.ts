/** One page of the merchant's segments; Shopify gives at most 250 a page. */
export const SEGMENTS_QUERY = `query AttuneSegments($after: String) {
  segments(first: 250, after: $after, sortKey: CREATION_DATE) {
    nodes { id name query }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** One segment by its id. */
export const SEGMENT_QUERY = `query AttuneSegment($id: ID!) {
  node(id: $id) { ... on Segment { id name query } }
}`;

/** One page of a segment's members; Shopify gives at most 1,000 a page. */
export const SEGMENT_MEMBERS_QUERY = `query AttuneSegmentMembers($id: ID!, $after: String) {
  customerSegmentMembers(segmentId: $id, first: 1000, after: $after) {
    edges { node { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;
