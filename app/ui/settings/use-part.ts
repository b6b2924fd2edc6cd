import { useLocation, useNavigate } from '@remix-run/react';
import { useEffect, useState } from 'react';

/** Which part of a page is open, by the fragment of its address: the first until one is named. */
export function usePart(ids: readonly string[]): { readonly place: number; open(place: number): void } {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [place, setPlace] = useState(0);
  const named = ids.indexOf(hash.slice(1));
  // The server does not know the fragment: the first paint is without it.
  useEffect(() => setPlace(Math.max(0, named)), [named]);
  return {
    place,
    open: (at) => navigate({ hash: ids[at] ?? '' }, { replace: true, preventScrollReset: true }),
  };
}
