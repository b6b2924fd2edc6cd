-- DropIndex
DROP INDEX "membership_event_shop_id_segment_id_at_idx";

-- CreateIndex
CREATE INDEX "membership_event_shop_id_segment_id_at_entered_cause_idx" ON "membership_event"("shop_id", "segment_id", "at", "entered", "cause");
