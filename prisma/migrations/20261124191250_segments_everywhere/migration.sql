-- AlterTable
ALTER TABLE "product" ADD COLUMN     "collections" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "next_segment_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "build_all" INTEGER,
ADD COLUMN     "build_at" TIMESTAMPTZ(3),
ADD COLUMN     "build_done" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "next_rule" TEXT;

-- CreateTable
CREATE TABLE "shopper_activity" (
    "shop_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "shopper_id" TEXT,
    "cart_token" TEXT,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "product_id" TEXT,
    "query" TEXT,
    "value_minor" BIGINT,

    CONSTRAINT "shopper_activity_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateTable
CREATE TABLE "membership_event" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "segment_id" TEXT NOT NULL,
    "shopper_id" TEXT,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "entered" BOOLEAN NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "membership_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment_recount" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "members" INTEGER NOT NULL,
    "checked" INTEGER NOT NULL,
    "mismatches" INTEGER NOT NULL,
    "problem" TEXT,

    CONSTRAINT "segment_recount_pkey" PRIMARY KEY ("shop_id","segment_id","at")
);

-- CreateIndex
CREATE INDEX "shopper_activity_shop_id_shopper_id_kind_at_idx" ON "shopper_activity"("shop_id", "shopper_id", "kind", "at");

-- CreateIndex
CREATE INDEX "shopper_activity_shop_id_cart_token_idx" ON "shopper_activity"("shop_id", "cart_token");

-- CreateIndex
CREATE INDEX "membership_event_shop_id_segment_id_at_idx" ON "membership_event"("shop_id", "segment_id", "at");

-- CreateIndex
CREATE INDEX "membership_event_shop_id_shopper_id_idx" ON "membership_event"("shop_id", "shopper_id");

-- AddForeignKey
ALTER TABLE "shopper_activity" ADD CONSTRAINT "shopper_activity_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_event" ADD CONSTRAINT "membership_event_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_recount" ADD CONSTRAINT "segment_recount_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
