import { useEffect } from 'react';
import { showToast } from './app-bridge.ts';

/**
 * Says once what became of each answer; null says nothing. It does not wait for the page's new data: what was stored may put a fresh
 * form in the place of the one that asked.
 */
export function useToast(answer: unknown, text: string | null): void {
  useEffect(() => {
    if (text !== null) showToast(text);
  }, [answer, text]);
}
