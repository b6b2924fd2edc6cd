-- CreateTable
CREATE TABLE "intake_hour" (
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "deliveries" INTEGER NOT NULL,
    "repeated" INTEGER NOT NULL,
    "out_of_order" INTEGER NOT NULL,
    "lateness" INTEGER[],
    "newest_at" TIMESTAMPTZ(3) NOT NULL,
    "newest_told_at" TIMESTAMPTZ(3),

    CONSTRAINT "intake_hour_pkey" PRIMARY KEY ("shop","topic","hour")
);

-- CreateTable
CREATE TABLE "data_census" (
    "shop_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "data_census_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "intake_hour_shop_hour_idx" ON "intake_hour"("shop", "hour");

-- AddForeignKey
ALTER TABLE "data_census" ADD CONSTRAINT "data_census_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
