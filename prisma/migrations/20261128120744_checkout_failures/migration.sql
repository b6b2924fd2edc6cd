-- CreateTable
CREATE TABLE "checkout_failure" (
    "shop_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "checkout_failure_pkey" PRIMARY KEY ("shop_id","hour","kind")
);

-- AddForeignKey
ALTER TABLE "checkout_failure" ADD CONSTRAINT "checkout_failure_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
