-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "traffic" TEXT NOT NULL DEFAULT 'fixed';
