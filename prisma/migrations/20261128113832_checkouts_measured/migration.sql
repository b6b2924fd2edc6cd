-- CreateTable
CREATE TABLE "checkout" (
    "shop_id" INTEGER NOT NULL,
    "token" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "shopper_id" TEXT,
    "order_id" TEXT,
    "completed_at" TIMESTAMPTZ(3),
    "joined_by" TEXT,

    CONSTRAINT "checkout_pkey" PRIMARY KEY ("shop_id","token")
);

-- CreateTable
CREATE TABLE "holdout_change" (
    "shop_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" DOUBLE PRECISION NOT NULL,
    "after" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "holdout_change_pkey" PRIMARY KEY ("shop_id","at")
);

-- CreateTable
CREATE TABLE "measurement" (
    "shop_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,
    "wanted_at" TIMESTAMPTZ(3),

    CONSTRAINT "measurement_pkey" PRIMARY KEY ("shop_id","subject")
);

-- CreateIndex
CREATE INDEX "checkout_shop_id_first_seen_at_idx" ON "checkout"("shop_id", "first_seen_at");

-- CreateIndex
CREATE INDEX "checkout_shop_id_shopper_id_idx" ON "checkout"("shop_id", "shopper_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_shop_id_order_id_key" ON "checkout"("shop_id", "order_id");

-- AddForeignKey
ALTER TABLE "checkout" ADD CONSTRAINT "checkout_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holdout_change" ADD CONSTRAINT "holdout_change_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
