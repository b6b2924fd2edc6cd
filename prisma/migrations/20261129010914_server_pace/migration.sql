-- CreateTable
CREATE TABLE "server_pace" (
    "shop_id" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,
    "rests_until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "server_pace_pkey" PRIMARY KEY ("shop_id","host")
);

-- AddForeignKey
ALTER TABLE "server_pace" ADD CONSTRAINT "server_pace_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
