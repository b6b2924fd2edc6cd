-- By hand: what was kept of an order, derived from its lines as "variant:quantity:amount" with a blank between, for whoever reads a million of
-- them. The variant is the number in its id, and empty where a line has none. A line that says no quantity or price keeps nothing.
CREATE FUNCTION kept_goods(lines jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(coalesce(substring("variantId" FROM '[0-9]+$'), '') || ':' || "currentQuantity" || ':'
                    || coalesce("unitPriceMinor", 0) * "currentQuantity", ' ')
    FROM jsonb_to_recordset(lines) AS line ("variantId" text, "currentQuantity" bigint, "unitPriceMinor" bigint)
   WHERE "currentQuantity" > 0
$$;

-- AlterTable
ALTER TABLE "orders" ADD COLUMN "kept" TEXT GENERATED ALWAYS AS (kept_goods("lines")) STORED;
