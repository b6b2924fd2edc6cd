-- CreateTable
CREATE TABLE "local_decision" (
    "shop_id" INTEGER NOT NULL,
    "products_of" TEXT,
    "products_at" TIMESTAMPTZ(3),
    "product_cursor" TEXT,
    "day" DATE NOT NULL,
    "calls" INTEGER NOT NULL,
    "problem" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "local_decision_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "local_payload" (
    "shop_id" INTEGER NOT NULL,
    "owner_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "rules" TEXT NOT NULL,
    "compiled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "local_payload_pkey" PRIMARY KEY ("shop_id","owner_id")
);

-- AddForeignKey
ALTER TABLE "local_decision" ADD CONSTRAINT "local_decision_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "local_payload" ADD CONSTRAINT "local_payload_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
