/** What the database believes of how much is in its tables: it plans statements by that. */
export interface PlannerStatistics {
  /** Has tables looked at anew that hold much more than when they were looked at last. Gives their names. */
  refresh(): Promise<readonly string[]>;
}
