-- AlterTable
ALTER TABLE "open_cart" ADD COLUMN     "look_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "abandoned_cart" (
    "shop_id" INTEGER NOT NULL,
    "cart_token" TEXT NOT NULL,
    "customer_id" TEXT,
    "changed_at" TIMESTAMPTZ(0) NOT NULL,
    "abandoned_at" TIMESTAMPTZ(0) NOT NULL,
    "value_minor" BIGINT,
    "reached" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT,
    "next_try_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "order_id" TEXT,
    "ordered_at" TIMESTAMPTZ(3),

    CONSTRAINT "abandoned_cart_pkey" PRIMARY KEY ("shop_id","cart_token")
);

-- CreateTable
CREATE TABLE "email_opt_out" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_opt_out_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "mail_account" (
    "shop_id" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "security" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "password_cipher" TEXT,
    "from_name" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "postal_address" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_account_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "abandoned_cart_shop_id_state_next_try_at_idx" ON "abandoned_cart"("shop_id", "state", "next_try_at");

-- CreateIndex
CREATE INDEX "abandoned_cart_shop_id_abandoned_at_idx" ON "abandoned_cart"("shop_id", "abandoned_at");

-- CreateIndex
CREATE INDEX "abandoned_cart_shop_id_customer_id_idx" ON "abandoned_cart"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "open_cart_shop_id_look_at_idx" ON "open_cart"("shop_id", "look_at");

-- AddForeignKey
ALTER TABLE "abandoned_cart" ADD CONSTRAINT "abandoned_cart_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_opt_out" ADD CONSTRAINT "email_opt_out_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_account" ADD CONSTRAINT "mail_account_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
