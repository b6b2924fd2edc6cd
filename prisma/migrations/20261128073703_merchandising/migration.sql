-- CreateTable
CREATE TABLE "merchandising" (
    "shop_id" INTEGER NOT NULL,
    "pin" TEXT[],
    "ban" TEXT[],
    "pairs" JSONB NOT NULL DEFAULT '[]',
    "margin_dial" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "merchandising_pkey" PRIMARY KEY ("shop_id")
);

-- AddForeignKey
ALTER TABLE "merchandising" ADD CONSTRAINT "merchandising_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
