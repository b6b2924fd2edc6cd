interface Asked<Answer> {
  readonly answer: Answer | null;
  /** Why there is no answer, as a sentence. */
  readonly problem: string | null;
}

/**
 * Posts a question, which is JSON, once. A failure is told and not thrown, and what was typed stays: a fetcher of Remix would give up the whole page.
 */
export async function ask<Answer>(
  url: string,
  body: string,
  signal: AbortSignal | null = null,
): Promise<Asked<Answer>> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', body, headers, signal });
    if (!response.ok) return { answer: null, problem: `The server answered ${response.status}.` };
    const answer: Answer = await response.json();
    return { answer, problem: null };
  } catch {
    return { answer: null, problem: 'The server could not be reached.' };
  }
}
