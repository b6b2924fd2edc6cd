-- CreateTable
CREATE TABLE "local_payload_text" (
    "shop_id" INTEGER NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "local_payload_text_pkey" PRIMARY KEY ("shop_id","owner_id","name")
);

-- CreateIndex
CREATE INDEX "local_payload_text_shop_id_name_idx" ON "local_payload_text"("shop_id", "name");

-- AddForeignKey
ALTER TABLE "local_payload_text" ADD CONSTRAINT "local_payload_text_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
