-- CreateTable
CREATE TABLE "decision_record" (
    "decision_id" UUID NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" BYTEA NOT NULL,
    "inputs" BYTEA NOT NULL,
    "profile_key" TEXT,

    CONSTRAINT "decision_record_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "decision_part" (
    "shop_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "shopper_id" TEXT,
    "used_on" DATE NOT NULL,

    CONSTRAINT "decision_part_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateIndex
CREATE INDEX "decision_record_decided_at_idx" ON "decision_record"("decided_at");

-- CreateIndex
CREATE INDEX "decision_record_shop_id_profile_key_idx" ON "decision_record"("shop_id", "profile_key");

-- CreateIndex
CREATE INDEX "decision_part_shop_id_shopper_id_idx" ON "decision_part"("shop_id", "shopper_id");

-- CreateIndex
CREATE INDEX "decision_part_used_on_idx" ON "decision_part"("used_on");

-- AddForeignKey
ALTER TABLE "decision_record" ADD CONSTRAINT "decision_record_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_part" ADD CONSTRAINT "decision_part_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
