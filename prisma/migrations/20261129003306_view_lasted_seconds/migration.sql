-- AlterTable
ALTER TABLE "shopper_activity" ADD COLUMN     "lasted_seconds" INTEGER;
