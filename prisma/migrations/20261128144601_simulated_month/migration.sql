-- CreateTable
CREATE TABLE "simulated_month" (
    "shop_id" INTEGER NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "simulated_month_pkey" PRIMARY KEY ("shop_id")
);

-- AddForeignKey
ALTER TABLE "simulated_month" ADD CONSTRAINT "simulated_month_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
