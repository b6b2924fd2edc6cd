-- AlterTable
ALTER TABLE "shopper_activity" ADD COLUMN     "visitor_id" TEXT;

-- CreateTable
CREATE TABLE "visitor" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "shopper_id" TEXT,
    "device_class" TEXT,
    "device_at" TIMESTAMPTZ(0),
    "refused_at" TIMESTAMPTZ(0),
    "seen_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "visitor_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "visitor_token" (
    "shop_id" INTEGER NOT NULL,
    "token" TEXT NOT NULL,
    "visitor_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "visitor_token_pkey" PRIMARY KEY ("shop_id","token","visitor_id")
);

-- CreateIndex
CREATE INDEX "visitor_shop_id_shopper_id_idx" ON "visitor"("shop_id", "shopper_id");

-- CreateIndex
CREATE INDEX "visitor_token_shop_id_visitor_id_idx" ON "visitor_token"("shop_id", "visitor_id");

-- CreateIndex
CREATE INDEX "shopper_activity_shop_id_visitor_id_idx" ON "shopper_activity"("shop_id", "visitor_id");

-- AddForeignKey
ALTER TABLE "visitor" ADD CONSTRAINT "visitor_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitor_token" ADD CONSTRAINT "visitor_token_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
