export { cartLinesDiscountsGenerateRun } from './cart_lines_discounts_generate_run.ts';
export { cartDeliveryOptionsDiscountsGenerateRun } from './cart_delivery_options_discounts_generate_run.ts';
