-- What is folded is looked for by nobody: the indexes hold what waits and what is in quarantine, so that a fold takes out and adds nothing.
DROP INDEX "inbox_delivery_status_partition_id_idx";
DROP INDEX "inbox_delivery_shop_status_idx";
CREATE INDEX "inbox_delivery_pending" ON "inbox_delivery"("partition", "id") WHERE status = 'pending';
CREATE INDEX "inbox_delivery_unfolded" ON "inbox_delivery"("shop", "status") WHERE status <> 'folded';

-- Nothing is compared with these, and looking at them is most of what ANALYZE costs.
ALTER TABLE "inbox_delivery" ALTER COLUMN "body" SET STATISTICS 0, ALTER COLUMN "webhook_id" SET STATISTICS 0, ALTER COLUMN "reason" SET STATISTICS 0;
ALTER TABLE "orders" ALTER COLUMN "lines" SET STATISTICS 0, ALTER COLUMN "kept" SET STATISTICS 0;
ALTER TABLE "open_cart" ALTER COLUMN "lines" SET STATISTICS 0;
ALTER TABLE "profile" ALTER COLUMN "data" SET STATISTICS 0, ALTER COLUMN "attribute_log" SET STATISTICS 0;
ALTER TABLE "saved_detail" ALTER COLUMN "address_cipher" SET STATISTICS 0;
