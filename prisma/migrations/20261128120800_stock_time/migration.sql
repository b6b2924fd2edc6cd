-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "stock_at" TIMESTAMPTZ(3);
