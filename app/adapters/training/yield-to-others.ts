import { constants, setPriority } from 'node:os';

/**
 * Lets every other thread of the machine go first: a fit may take longer, a decision may not. On Linux a priority belongs to the thread that
 * sets it; elsewhere it would be the whole process's, decisions included, and is left alone.
 */
export function yieldToOthers(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
}
