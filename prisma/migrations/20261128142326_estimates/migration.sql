-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "estimates" JSONB;

-- CreateTable
CREATE TABLE "estimate_fit" (
    "shop_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "fitted_at" TIMESTAMPTZ(0) NOT NULL,
    "lifetime" JSONB NOT NULL,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "estimate_fit_pkey" PRIMARY KEY ("shop_id","version")
);

-- AddForeignKey
ALTER TABLE "estimate_fit" ADD CONSTRAINT "estimate_fit_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
