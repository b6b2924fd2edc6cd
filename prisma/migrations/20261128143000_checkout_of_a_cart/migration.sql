-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "cart_token" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "checkout_shop_id_cart_token_key" ON "checkout"("shop_id", "cart_token");
