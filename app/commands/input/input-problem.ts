/** What a person gave cannot be used: the message is the sentence to show. */
export class InputProblem extends Error {}

/** A file that is missing, a folder, damaged, or not ours to read. */
export class UnreadableFile extends InputProblem {
  constructor(file: string, cause: unknown) {
    const found = cause instanceof Error ? cause.message : String(cause);
    super(`${file}: Expected a file that can be read, found: ${found}`, { cause });
  }
}

/** The sentence to show; throws on what is not the input's fault. */
export function sentenceOf(error: unknown): string {
  if (error instanceof InputProblem) return error.message;
  throw error;
}
