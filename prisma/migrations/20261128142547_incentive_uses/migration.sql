-- CreateTable
CREATE TABLE "incentive_use" (
    "shop_id" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incentive_use_pkey" PRIMARY KEY ("shop_id","order_id","campaign_id")
);

-- CreateIndex
CREATE INDEX "incentive_use_shop_id_campaign_id_idx" ON "incentive_use"("shop_id", "campaign_id");

-- AddForeignKey
ALTER TABLE "incentive_use" ADD CONSTRAINT "incentive_use_shop_id_campaign_id_fkey" FOREIGN KEY ("shop_id", "campaign_id") REFERENCES "campaign"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
