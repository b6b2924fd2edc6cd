-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "pixel_id" TEXT,
ADD COLUMN     "pixel_since" TIMESTAMPTZ(0);
