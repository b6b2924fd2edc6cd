/** Removes or renews what is past its time. Gives the rows it touched, by what they were. */
export interface Housekeeping {
  run(now: Date): Promise<Readonly<Record<string, number>>>;
}
