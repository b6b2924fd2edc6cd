-- CreateIndex
CREATE INDEX "profile_shop_id_merged_into_idx" ON "profile"("shop_id", "merged_into");

-- CreateIndex
CREATE INDEX "shopper_activity_shop_id_kind_at_shopper_id_idx" ON "shopper_activity"("shop_id", "kind", "at", "shopper_id");
