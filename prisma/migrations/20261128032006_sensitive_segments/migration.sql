-- AlterTable
ALTER TABLE "segment" ADD COLUMN     "sensitive" JSONB;
