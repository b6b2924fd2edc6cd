import { useRef, useState } from 'react';
import { addTallies, NO_CHECKOUTS, type DryRunTally } from '#app/domain/campaigns/dry-run.ts';
import { ask } from '../ask.ts';
import { ASK_URL } from './ask-url.ts';

interface Slice {
  readonly tally: DryRunTally;
  readonly checkouts: number;
  readonly next: object | null;
  readonly measured: { readonly exposures: number; readonly acceptances: number };
  readonly since: number;
}

interface SliceAnswer {
  readonly slice: Slice | null;
  readonly problem: string | null;
}

export interface DryRun {
  readonly tally: DryRunTally;
  /** Checkouts of the whole run. */
  readonly checkouts: number;
  readonly measured: Slice['measured'];
  readonly since: number;
  readonly isRunning: boolean;
}

/** A dry run, slice by slice, adding up as they come. */
export function useDryRun() {
  const [run, setRun] = useState<DryRun | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const newest = useRef(0);
  const start = async (id: string | null, draft: object): Promise<void> => {
    const own = (newest.current += 1);
    setProblem(null);
    let tally = NO_CHECKOUTS;
    let after: object | null = null;
    do {
      const question: string = JSON.stringify({ intent: 'dry-run', id, draft, after });
      const { answer, problem: unanswered } = await ask<SliceAnswer>(ASK_URL, question);
      if (newest.current !== own) return;
      if (!answer?.slice) {
        setProblem(unanswered ?? answer?.problem ?? null);
        return setRun((before) => before && { ...before, isRunning: false });
      }
      const { checkouts, measured, since, next } = answer.slice;
      tally = addTallies(tally, answer.slice.tally);
      after = next;
      setRun({ tally, checkouts, measured, since, isRunning: next !== null });
    } while (after !== null);
  };
  const stop = () => {
    newest.current += 1;
    setRun((before) => before && { ...before, isRunning: false });
  };
  return { run, problem, start: (id: string | null, draft: object) => void start(id, draft), stop };
}
