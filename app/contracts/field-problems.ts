import type { z } from 'zod';

/** Field problems by dotted path, the first of each: {"content.headline": "Enter a headline."}. Places in lists are left out. */
export function fieldProblems(error: z.ZodError): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const issue of error.issues) {
    const named = issue.path.filter((part) => typeof part === 'string').join('.');
    problems[named] ??= issue.message;
  }
  return problems;
}
