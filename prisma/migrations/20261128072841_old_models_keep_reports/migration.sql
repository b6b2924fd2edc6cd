-- AlterTable
ALTER TABLE "recommendation_model" ALTER COLUMN "bytes" DROP NOT NULL;
