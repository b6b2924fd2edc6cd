-- DropIndex
DROP INDEX "profile_next_change_at_idx";

-- AlterTable
ALTER TABLE "profile" ALTER COLUMN "segment_ids" SET DEFAULT ARRAY[]::TEXT[];

-- A list that was never written was null, which no comparison finds.
UPDATE "profile" SET "segment_ids" = '{}' WHERE "segment_ids" IS NULL;

-- AlterTable
ALTER TABLE "segment" DROP COLUMN "build_all",
DROP COLUMN "build_done",
ADD COLUMN     "build_version" INTEGER;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "rules_version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "profile_shop_id_next_change_at_idx" ON "profile"("shop_id", "next_change_at");
