-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "segment_ids" JSONB;

-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "segment_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "segments_asked" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- By hand: checkouts that are known already get the segments of their first decision.
UPDATE "checkout" SET "segment_ids" = first.segment_ids
  FROM (SELECT DISTINCT ON (shop_id, checkout_token) shop_id, checkout_token,
               CASE WHEN failure IS NULL THEN basis -> 'segmentIds' END AS segment_ids
          FROM "decision" WHERE channel IN ('checkout', 'cart') AND checkout_token IS NOT NULL
         ORDER BY shop_id, checkout_token, decided_at, id) AS first
 WHERE "checkout"."source" = 'decision' AND "checkout"."shop_id" = first.shop_id
   AND coalesce("checkout"."cart_token", "checkout"."token") = first.checkout_token;
