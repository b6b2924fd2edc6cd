-- CreateTable
CREATE TABLE "incentive_discount" (
    "shop_id" INTEGER NOT NULL,
    "discount_id" TEXT,
    "configuration" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "compared_at" TIMESTAMPTZ(3),
    "seen_event" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "incentive_discount_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "customer_segments" (
    "shop_id" INTEGER NOT NULL,
    "shopper_id" TEXT NOT NULL,
    "segment_ids" TEXT[],
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_segments_pkey" PRIMARY KEY ("shop_id","shopper_id")
);

-- AddForeignKey
ALTER TABLE "incentive_discount" ADD CONSTRAINT "incentive_discount_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_segments" ADD CONSTRAINT "customer_segments_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
