/** Fewer orders than this are "not enough data": the weights stay as set by hand. */
export const ENOUGH_ORDERS = 50;
