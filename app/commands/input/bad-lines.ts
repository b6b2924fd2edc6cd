import type { Output } from '../output.ts';
import { BadLine } from './bad-line.ts';

/** Lines that could not be used: the first ones are told one by one, the rest by their number. */
export interface BadLines {
  /** Runs `use`; a BadLine that it throws is told of with its place, and counted. */
  whileUsing(file: string, line: number, use: () => void): void;
  /** How many there were; tells of those that were not told yet. */
  end(): number;
}

const MOST_TOLD = 20;

export function createBadLines(output: Pick<Output, 'problem'>): BadLines {
  let count = 0;
  return {
    whileUsing(file, line, use) {
      try {
        use();
      } catch (error) {
        if (!(error instanceof BadLine)) throw error;
        count++;
        if (count <= MOST_TOLD) output.problem(`${file}:${line}: ${error.message}`);
      }
    },
    end() {
      if (count > MOST_TOLD) output.problem(`… and ${count - MOST_TOLD} lines more that cannot be used.`);
      return count;
    },
  };
}
