-- CreateTable
CREATE TABLE "reconciliation" (
    "shop_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "found" JSONB NOT NULL DEFAULT '{}',
    "finished_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("shop_id","asked_at")
);

-- AddForeignKey
ALTER TABLE "reconciliation" ADD CONSTRAINT "reconciliation_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
