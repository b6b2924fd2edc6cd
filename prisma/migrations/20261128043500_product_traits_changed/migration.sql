-- AlterTable
ALTER TABLE "product" ADD COLUMN     "traits_changed_at" TIMESTAMPTZ(6);

-- The few products whose buyers are still to be looked at again; partial, which Prisma leaves alone.
CREATE INDEX "product_changed" ON "product"("shop_id") WHERE "traits_changed_at" IS NOT NULL;
