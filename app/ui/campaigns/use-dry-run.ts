import { useRef, useState } from 'react';
import { addTallies, NO_CHECKOUTS, type DryRunTally } from '#app/domain/campaigns/dry-run.ts';
import { ASK_URL } from './ask-url.ts';

interface Slice {
  readonly tally: DryRunTally;
  readonly checkouts: number;
  readonly next: object | null;
  readonly measured: { readonly exposures: number; readonly acceptances: number };
  readonly since: number;
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
      const answer: Awaited<ReturnType<typeof askSlice>> = await askSlice({ id, draft, after });
      if (newest.current !== own) return;
      if (answer.slice === null) {
        setProblem(answer.problem);
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

async function askSlice(
  asked: object,
): Promise<
  { readonly slice: Slice; readonly problem: null } | { readonly slice: null; readonly problem: string }
> {
  try {
    const response = await fetch(ASK_URL, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ intent: 'dry-run', ...asked }),
    });
    if (!response.ok) return { slice: null, problem: `The server answered ${response.status}.` };
    return await response.json();
  } catch {
    return { slice: null, problem: 'The server could not be reached.' };
  }
}
