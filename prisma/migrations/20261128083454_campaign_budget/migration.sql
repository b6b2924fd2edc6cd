-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "is_spent" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "item_event_shop_id_campaign_id_kind_idx" ON "item_event"("shop_id", "campaign_id", "kind");

-- AddForeignKey
ALTER TABLE "campaign_version" ADD CONSTRAINT "campaign_version_shop_id_campaign_id_fkey" FOREIGN KEY ("shop_id", "campaign_id") REFERENCES "campaign"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
