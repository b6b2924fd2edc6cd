-- AlterTable
ALTER TABLE "visitor_token" ADD COLUMN     "checkout_started_at" TIMESTAMPTZ(0);

-- CreateIndex
CREATE INDEX "visitor_token_shop_id_checkout_started_at_idx" ON "visitor_token"("shop_id", "checkout_started_at");
