/** Structured log. Fields never hold personal data or secrets: ids of shops, counts, codes and durations only. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
