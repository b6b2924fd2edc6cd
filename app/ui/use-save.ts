import { useFetcher, useNavigate } from '@remix-run/react';
import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { showToast } from './app-bridge.ts';

/** What an editor's action answers to a change. */
export type ChangeAnswer =
  | { readonly kind: 'saved'; readonly id: string; readonly toast: string }
  | { readonly kind: 'removed'; readonly toast: string }
  | {
      readonly kind: 'refused';
      readonly sentence: string;
      readonly fields: Readonly<Record<string, string>>;
    };

interface Saving {
  /** Sends a change to the page's action. */
  readonly send: (body: object) => void;
  readonly isBusy: boolean;
  /** True from the answer until the page it leads to is there: nothing is unsaved any more. */
  readonly isDone: boolean;
  /** Problems by dotted path, without those of fields changed since. */
  readonly fields: Readonly<Record<string, string>>;
  /** Why nothing was stored; null again once every field it was about was changed. */
  readonly sentence: string | null;
  /** Tells which fields were changed, by the last word of their path. */
  readonly touch: (names: readonly string[]) => void;
}

/** Saving in an editor under `listUrl`: sends, shows problems until their fields change, then goes where the answer leads. */
export function useSave(listUrl: string): Saving {
  const fetcher = useFetcher<ChangeAnswer>();
  const navigate = useNavigate();
  const [touched, setTouched] = useState<readonly string[]>([]);
  const { data, state } = fetcher;
  const isDone = state === 'idle' && (data?.kind === 'saved' || data?.kind === 'removed');
  useEffect(() => {
    if (state !== 'idle' || !data || data.kind === 'refused') return;
    showToast(data.toast);
    navigate(data.kind === 'saved' ? `${listUrl}/${data.id}` : listUrl, { replace: true });
  }, [data, state, navigate, listUrl]);
  const refused = data?.kind === 'refused' ? data : null;
  const fields = withoutTouched(refused?.fields ?? {}, touched);
  const isAboutFields = Object.keys(refused?.fields ?? {}).length > 0;
  const isSolved = isAboutFields && Object.keys(fields).length === 0;
  return {
    send(body) {
      setTouched([]);
      fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
    },
    isBusy: state !== 'idle',
    isDone,
    fields,
    sentence: refused === null || isSolved ? null : refused.sentence,
    touch: (names) => setTouched((before) => [...before, ...names]),
  };
}

function withoutTouched(
  fields: Readonly<Record<string, string>>,
  touched: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([path]) => !touched.includes(path.slice(path.lastIndexOf('.') + 1))),
  );
}

/** Only a stored change makes the page's data old; a refusal keeps what was typed, a removed thing has no page any more. */
export function revalidateAfterChange({
  actionResult,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  const kinds = ['refused', 'removed'];
  const kind: unknown = actionResult?.kind;
  return typeof kind === 'string' && kinds.includes(kind) ? false : defaultShouldRevalidate;
}
