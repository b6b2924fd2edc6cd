-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "starts_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "campaign_version" (
    "shop_id" INTEGER NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("shop_id","campaign_id","version")
);

-- AddForeignKey
ALTER TABLE "campaign_version" ADD CONSTRAINT "campaign_version_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
