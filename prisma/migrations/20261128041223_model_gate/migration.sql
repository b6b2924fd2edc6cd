-- AlterTable
ALTER TABLE "recommendation_model" ADD COLUMN     "duration_ms" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "objection" TEXT,
ADD COLUMN     "report" JSONB;
