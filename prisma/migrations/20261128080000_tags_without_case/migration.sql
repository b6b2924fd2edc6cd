-- Tiers ask for tags without their case: each row keeps them so, as its writer now does.
UPDATE "profile" SET "attributes" = jsonb_set("attributes", '{tagKeys}',
    lower(normalize(("attributes"->'tags')::text, NFC) COLLATE "und-x-icu")::jsonb)
  WHERE "attributes" ? 'tags';
