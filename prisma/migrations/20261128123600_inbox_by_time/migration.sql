-- CreateIndex
CREATE INDEX "inbox_delivery_shop_received_at_idx" ON "inbox_delivery"("shop", "received_at");
