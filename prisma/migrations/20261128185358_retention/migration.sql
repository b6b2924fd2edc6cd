-- CreateTable
CREATE TABLE "retention_run" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "removed" INTEGER NOT NULL,

    CONSTRAINT "retention_run_pkey" PRIMARY KEY ("shop_id","kind")
);

-- AddForeignKey
ALTER TABLE "retention_run" ADD CONSTRAINT "retention_run_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
