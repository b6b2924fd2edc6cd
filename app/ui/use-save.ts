import { useFetcher, useNavigate, useNavigation } from '@remix-run/react';
import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { withoutTouched } from './problem-paths.ts';
import { useToast } from './use-toast.ts';

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
  /** Tells which fields were changed, each by words of its path that no other has: problems at and under it are gone. */
  readonly touch: (names: readonly string[]) => void;
  /** Nothing typed is kept: all problems are gone. */
  readonly forget: () => void;
}

/** Saving in an editor under `listUrl`: sends, shows problems until their fields change, then goes where the answer leads. */
export function useSave(listUrl: string): Saving {
  const fetcher = useFetcher<ChangeAnswer>();
  const navigate = useNavigate();
  const isLeaving = useNavigation().state !== 'idle';
  const [touched, setTouched] = useState<readonly string[]>([]);
  const [forgotten, setForgotten] = useState<ChangeAnswer | null>(null);
  const { data, state } = fetcher;
  const isDone = state === 'idle' && (data?.kind === 'saved' || data?.kind === 'removed');
  useEffect(() => {
    if (state !== 'idle' || !data || data.kind === 'refused') return;
    navigate(data.kind === 'saved' ? `${listUrl}/${data.id}` : listUrl, { replace: true });
  }, [data, state, navigate, listUrl]);
  useToast(data, data && data.kind !== 'refused' ? data.toast : null);
  const refused = data?.kind === 'refused' && data !== forgotten ? data : null;
  const fields = withoutTouched(refused?.fields ?? {}, touched);
  const isAboutFields = Object.keys(refused?.fields ?? {}).length > 0;
  const isSolved = isAboutFields && Object.keys(fields).length === 0;
  return {
    send(body) {
      // A second press of Save would store a new thing twice.
      if (state !== 'idle' || (isDone && isLeaving)) return;
      setTouched([]);
      setForgotten(data ?? null);
      fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
    },
    isBusy: state !== 'idle',
    isDone,
    fields,
    sentence: refused === null || isSolved ? null : refused.sentence,
    touch: (names) => setTouched((before) => [...before, ...names]),
    forget: () => setForgotten(data ?? null),
  };
}

/**
 * No change loads an editor's page again by itself: a stored one leads to a page, which loads; a refusal keeps what was typed; a
 * removed thing has no page any more.
 */
export function revalidateAfterChange({
  actionResult,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  const kinds = ['saved', 'refused', 'removed'];
  const kind: unknown = actionResult?.kind;
  return typeof kind === 'string' && kinds.includes(kind) ? false : defaultShouldRevalidate;
}
