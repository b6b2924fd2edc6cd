import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';

const NONE: Catalogues = {};

/** The values that occur in the shop; none until they are there, so that the page does not wait for them. */
export function useCatalogues(): Catalogues {
  const { load, data } = useFetcher<Catalogues>();
  const start = useRef(load);
  useEffect(() => start.current('/app/segments/values'), []);
  return data ?? NONE;
}
