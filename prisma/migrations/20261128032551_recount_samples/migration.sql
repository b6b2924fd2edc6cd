-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "is_deleted" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "segment_recount" ADD COLUMN     "remaining" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "sample" TEXT[] DEFAULT ARRAY[]::TEXT[];

UPDATE "profile" SET "is_deleted" = true WHERE "attribute_log" ? 'deletedAt';
