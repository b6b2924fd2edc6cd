-- AlterTable
ALTER TABLE "product" ADD COLUMN     "components" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "hidden_from_search" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_gift_card" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "requires_selling_plan" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "unpublished_in" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "minimum_quantity" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "unit_cost_minor" BIGINT;

-- What was stored before lacks the new facts: it is read from Shopify again.
UPDATE "variant" SET "prices_stale" = true;
