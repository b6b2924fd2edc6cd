-- AlterTable
ALTER TABLE "abandoned_cart" ADD COLUMN     "problem" TEXT;
