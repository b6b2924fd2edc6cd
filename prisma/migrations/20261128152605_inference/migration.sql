-- AlterTable
ALTER TABLE "estimate_fit" ADD COLUMN     "inference" JSONB;
