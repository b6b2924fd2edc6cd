-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "harm" JSONB;

-- CreateTable
CREATE TABLE "experiment" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "arms" JSONB NOT NULL,
    "allocations" JSONB NOT NULL,
    "metric" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "experiment_shop_id_campaign_id_idx" ON "experiment"("shop_id", "campaign_id");

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_shop_id_campaign_id_fkey" FOREIGN KEY ("shop_id", "campaign_id") REFERENCES "campaign"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One experiment runs for a campaign at a time.
CREATE UNIQUE INDEX "experiment_running" ON "experiment" ("shop_id", "campaign_id") WHERE "status" = 'running';
