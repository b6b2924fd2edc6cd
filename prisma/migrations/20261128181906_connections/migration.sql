-- CreateTable
CREATE TABLE "connection" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "settings" JSONB NOT NULL,
    "secret_cipher" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "connection_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "connection_pull" (
    "shop_id" INTEGER NOT NULL,
    "connection_id" TEXT NOT NULL,
    "shopper_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "due_at" TIMESTAMPTZ(0) NOT NULL,
    "outcome" TEXT NOT NULL,
    "problem" TEXT,

    CONSTRAINT "connection_pull_pkey" PRIMARY KEY ("shop_id","connection_id","shopper_id")
);

-- CreateIndex
CREATE INDEX "connection_pull_shop_id_connection_id_due_at_idx" ON "connection_pull"("shop_id", "connection_id", "due_at");

-- CreateIndex
CREATE INDEX "connection_pull_shop_id_shopper_id_idx" ON "connection_pull"("shop_id", "shopper_id");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_pull" ADD CONSTRAINT "connection_pull_shop_id_connection_id_fkey" FOREIGN KEY ("shop_id", "connection_id") REFERENCES "connection"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
