-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "access_token" TEXT,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "online_access_info" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "country" TEXT,
    "plan" TEXT,
    "scopes" TEXT[],
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "config_version" INTEGER NOT NULL DEFAULT 1,
    "catalog_version" INTEGER NOT NULL DEFAULT 1,
    "model_version" INTEGER NOT NULL DEFAULT 0,
    "profiles_version" BIGINT NOT NULL DEFAULT 0,
    "shop_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "countries" TEXT[],
    "currency" TEXT NOT NULL,

    CONSTRAINT "market_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "product" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "tags" TEXT[],
    "status" TEXT NOT NULL,
    "image_url" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "variant" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "price_minor" BIGINT NOT NULL,
    "prices" JSONB NOT NULL DEFAULT '{}',
    "prices_stale" BOOLEAN NOT NULL DEFAULT false,
    "inventory_item_id" TEXT,
    "inventory_quantity" INTEGER,
    "inventory_policy" TEXT NOT NULL DEFAULT 'DENY',
    "inventory_tracked" BOOLEAN NOT NULL DEFAULT true,
    "available_for_sale" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 1,
    "requires_shipping" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "customer_id" TEXT,
    "checkout_token" TEXT,
    "cart_token" TEXT,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL DEFAULT false,
    "source_name" TEXT,
    "country" TEXT,
    "currency" TEXT NOT NULL,
    "subtotal_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "lines" JSONB NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "refund" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "profile" (
    "shop_id" INTEGER NOT NULL,
    "shopper_id" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "attribute_log" JSONB NOT NULL DEFAULT '{}',
    "segment_ids" TEXT[],
    "next_change_at" TIMESTAMPTZ(3),
    "config_version" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_into" TEXT,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("shop_id","shopper_id")
);

-- CreateTable
CREATE TABLE "shopify_segment_member" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" TEXT NOT NULL,
    "segment_id" TEXT NOT NULL,
    "is_member" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shopify_segment_member_pkey" PRIMARY KEY ("shop_id","customer_id","segment_id")
);

-- CreateTable
CREATE TABLE "saved_detail" (
    "shop_id" INTEGER NOT NULL,
    "shopper_id" TEXT NOT NULL,
    "address_cipher" TEXT,
    "address_at" TIMESTAMPTZ(3),
    "payment_type" TEXT,
    "payment_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_detail_pkey" PRIMARY KEY ("shop_id","shopper_id")
);

-- CreateTable
CREATE TABLE "open_cart" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "cart_token" TEXT,
    "customer_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "lines" JSONB NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "open_cart_pkey" PRIMARY KEY ("shop_id","kind","token")
);

-- CreateTable
CREATE TABLE "segment" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "rule" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "audience" TEXT[],
    "excluded" TEXT[],
    "placements" TEXT[],
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "recommendation_model" (
    "shop_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "trained_at" TIMESTAMPTZ(3) NOT NULL,
    "orders" INTEGER NOT NULL,
    "products" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "recommendation_model_pkey" PRIMARY KEY ("shop_id","version")
);

-- CreateTable
CREATE TABLE "inbox_delivery" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "partition" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "folded_at" TIMESTAMPTZ(3),
    "reason" JSONB,

    CONSTRAINT "inbox_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backfill" (
    "shop_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "operation_id" TEXT,
    "url" TEXT,
    "objects_done" INTEGER NOT NULL DEFAULT 0,
    "objects_all" INTEGER,
    "message" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "backfill_pkey" PRIMARY KEY ("shop_id","step")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "shopper_id" TEXT,
    "checkout_token" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "placements" JSONB NOT NULL,
    "items" JSONB NOT NULL,
    "refusals" JSONB NOT NULL,
    "basis" JSONB NOT NULL,
    "failure" TEXT,
    "duration_micros" INTEGER NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_event" (
    "shop_id" INTEGER NOT NULL,
    "decision_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "campaign_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_event_pkey" PRIMARY KEY ("shop_id","decision_id","item_key","kind")
);

-- CreateTable
CREATE TABLE "conversion" (
    "shop_id" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "joined_by" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversion_pkey" PRIMARY KEY ("shop_id","order_id","line_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "shop_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "compliance_receipt" (
    "id" TEXT NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "completed_at" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL,
    "export_cipher" TEXT,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "compliance_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "variant_shop_id_product_id_idx" ON "variant"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "variant_shop_id_inventory_item_id_idx" ON "variant"("shop_id", "inventory_item_id");

-- CreateIndex
CREATE INDEX "orders_shop_id_customer_id_idx" ON "orders"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "orders_shop_id_checkout_token_idx" ON "orders"("shop_id", "checkout_token");

-- CreateIndex
CREATE INDEX "orders_shop_id_processed_at_idx" ON "orders"("shop_id", "processed_at");

-- CreateIndex
CREATE INDEX "refund_shop_id_order_id_idx" ON "refund"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "profile_next_change_at_idx" ON "profile"("next_change_at");

-- CreateIndex
CREATE INDEX "profile_segment_ids_idx" ON "profile" USING GIN ("segment_ids");

-- CreateIndex
CREATE INDEX "profile_shop_id_config_version_idx" ON "profile"("shop_id", "config_version");

-- CreateIndex
CREATE INDEX "open_cart_shop_id_customer_id_idx" ON "open_cart"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "open_cart_shop_id_cart_token_idx" ON "open_cart"("shop_id", "cart_token");

-- CreateIndex
CREATE UNIQUE INDEX "segment_shop_id_name_key" ON "segment"("shop_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_shop_id_name_key" ON "campaign"("shop_id", "name");

-- CreateIndex
CREATE INDEX "inbox_delivery_status_partition_id_idx" ON "inbox_delivery"("status", "partition", "id");

-- CreateIndex
CREATE INDEX "inbox_delivery_shop_status_idx" ON "inbox_delivery"("shop", "status");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_delivery_shop_topic_event_id_key" ON "inbox_delivery"("shop", "topic", "event_id");

-- CreateIndex
CREATE INDEX "decision_shop_id_decided_at_idx" ON "decision"("shop_id", "decided_at");

-- CreateIndex
CREATE INDEX "decision_shop_id_checkout_token_idx" ON "decision"("shop_id", "checkout_token");

-- CreateIndex
CREATE INDEX "decision_shop_id_shopper_id_idx" ON "decision"("shop_id", "shopper_id");

-- CreateIndex
CREATE INDEX "item_event_shop_id_at_idx" ON "item_event"("shop_id", "at");

-- CreateIndex
CREATE INDEX "conversion_shop_id_at_idx" ON "conversion"("shop_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_shop_id_idx" ON "api_key"("shop_id");

-- CreateIndex
CREATE INDEX "compliance_receipt_shop_domain_idx" ON "compliance_receipt"("shop_domain");

-- AddForeignKey
ALTER TABLE "market" ADD CONSTRAINT "market_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shopify_segment_member" ADD CONSTRAINT "shopify_segment_member_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_detail" ADD CONSTRAINT "saved_detail_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommendation_model" ADD CONSTRAINT "recommendation_model_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backfill" ADD CONSTRAINT "backfill_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_event" ADD CONSTRAINT "item_event_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversion" ADD CONSTRAINT "conversion_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

