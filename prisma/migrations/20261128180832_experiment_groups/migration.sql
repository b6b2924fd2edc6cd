-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "group_name" TEXT,
ADD COLUMN     "group_ranges" JSONB;
