-- AlterTable
ALTER TABLE "incentive_discount" ADD COLUMN "holdout" DOUBLE PRECISION NOT NULL DEFAULT 0;
