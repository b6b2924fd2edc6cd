import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import type { Preview } from './preview-card.tsx';

interface PreviewAnswer {
  readonly kind: 'preview';
  readonly rule: string;
  readonly preview: Preview | null;
}

const PREVIEW_DELAY_MS = 400;

/** Asks the server for the members of a rule, a moment after the last change. "" while there is none that can be read. */
export function usePreview(rule: string): { preview: Preview | null; isCounting: boolean } {
  const fetcher = useFetcher<PreviewAnswer>();
  const submit = useRef(fetcher.submit);
  submit.current = fetcher.submit;
  useEffect(() => {
    if (rule === '') return undefined;
    const body = JSON.stringify({ intent: 'preview', rule });
    const timer = setTimeout(
      () => submit.current(body, { method: 'post', encType: 'application/json' }),
      PREVIEW_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [rule]);
  const answer = fetcher.data;
  const isFresh = answer?.rule === rule;
  return { preview: rule === '' ? null : (answer?.preview ?? null), isCounting: rule !== '' && !isFresh };
}
