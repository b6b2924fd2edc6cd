-- AlterTable
ALTER TABLE "local_decision" ADD COLUMN     "since" TIMESTAMPTZ(3),
ADD COLUMN     "written_at" TIMESTAMPTZ(3);

-- Until now the grant of the scopes was the switch: it stays on where it was.
UPDATE "local_decision" SET "since" = now();
