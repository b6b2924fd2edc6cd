/** SQL: whether the acceptance `event` was undone later, so that it counts for nothing. Accepted again, it counts again. */
export const IS_UNDONE = `EXISTS (
  SELECT FROM item_event AS undo
   WHERE undo.shop_id = event.shop_id AND undo.decision_id = event.decision_id AND undo.item_key = event.item_key
     AND undo.kind = 'undo' AND undo.at >= event.at)`;
