-- A profile's bytes take the place of its JSON. What is there stays readable: the JSON's own bytes begin with "{", and are
-- written anew when the shopper is next folded.
UPDATE "profile" SET "attributes" = "data"->'attributes' WHERE jsonb_typeof("data"->'attributes') = 'object';
ALTER TABLE "profile" ALTER COLUMN "data" SET DATA TYPE BYTEA USING convert_to("data"::text, 'UTF8');

-- AlterTable
ALTER TABLE "open_cart" ADD COLUMN     "value_minor" BIGINT;
