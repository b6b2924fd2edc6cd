-- Rules asked of the database read these alone, never the wide rows: app/domain/segments/sql. They are partial, which Prisma
-- does not describe and leaves alone.

-- Everybody a rule looks at, and the few it does not.
DROP INDEX "profile_shop_id_merged_into_idx";
CREATE INDEX "profile_alive" ON "profile"("shop_id", "shopper_id") WHERE "merged_into" IS NULL AND NOT "is_deleted";
CREATE INDEX "profile_gone" ON "profile"("shop_id", "merged_into", "shopper_id") WHERE "merged_into" IS NOT NULL OR "is_deleted";

-- Purchases by shopper, for what is asked of a whole life, and by time, for what is asked of a window.
DROP INDEX "orders_shop_id_processed_at_idx";
CREATE INDEX "orders_by_shopper" ON "orders"("shop_id", "customer_id", "processed_at")
  INCLUDE ("currency", "subtotal_minor", "refunded_minor")
  WHERE "customer_id" IS NOT NULL AND "cancelled_at" IS NULL AND "deleted_at" IS NULL AND NOT "test";
CREATE INDEX "orders_by_time" ON "orders"("shop_id", "processed_at")
  INCLUDE ("customer_id", "currency", "subtotal_minor", "refunded_minor")
  WHERE "customer_id" IS NOT NULL AND "cancelled_at" IS NULL AND "deleted_at" IS NULL AND NOT "test";
