-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "has_accepted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "has_seen" BOOLEAN NOT NULL DEFAULT false;

-- What was seen and accepted until now: from here on each counting adds what is new.
WITH happened AS (
  SELECT decision.shop_id, decision.checkout_token AS token, bool_or(event.kind = 'exposure') AS seen,
         bool_or(event.kind = 'acceptance') AS accepted
    FROM "item_event" event JOIN "decision" ON decision.id = event.decision_id AND decision.shop_id = event.shop_id
   WHERE event.kind IN ('exposure', 'acceptance') AND decision.checkout_token IS NOT NULL
   GROUP BY 1, 2
), pairs AS (
  SELECT checkout.shop_id, checkout.token, seen, accepted
    FROM happened JOIN "checkout" ON checkout.shop_id = happened.shop_id AND checkout.token = happened.token
  UNION ALL
  SELECT checkout.shop_id, checkout.token, seen, accepted
    FROM happened JOIN "checkout" ON checkout.shop_id = happened.shop_id AND checkout.cart_token = happened.token
), told AS (
  SELECT shop_id, token, bool_or(seen) AS seen, bool_or(accepted) AS accepted FROM pairs GROUP BY 1, 2
)
UPDATE "checkout" SET "has_seen" = told.seen, "has_accepted" = told.accepted
  FROM told WHERE checkout.shop_id = told.shop_id AND checkout.token = told.token;
