import type { Worker } from 'node:worker_threads';

export interface ThreadSettings<Message, Answer> {
  /** For the message of a thread that ended without an answer. */
  readonly name: string;
  /** Null for a message that is not the answer. */
  readonly answerOf: (message: Message) => Answer | null;
  /** Ends the thread half-way. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with a thread's answer; rejects when it ends without one. */
export function runThread<Message, Answer>(
  thread: Worker,
  { name, answerOf, signal }: ThreadSettings<Message, Answer>,
): Promise<Answer> {
  const stop = (): void => void thread.terminate();
  return new Promise<Answer>((resolve, reject) => {
    thread.on('message', (message: Message) => {
      const answer = answerOf(message);
      if (answer !== null) resolve(answer);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The ${name} thread ended half-way, with code ${code}.`)));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  }).finally(() => signal?.removeEventListener('abort', stop));
}
