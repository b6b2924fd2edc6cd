CREATE TABLE "followed_segment" (
    "shop_id" INTEGER NOT NULL,
    "segment_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "followed_at" TIMESTAMPTZ(3),
    "reading_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "members" INTEGER,
    "problem" TEXT,

    CONSTRAINT "followed_segment_pkey" PRIMARY KEY ("shop_id","segment_id")
);

ALTER TABLE "followed_segment" ADD CONSTRAINT "followed_segment_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
