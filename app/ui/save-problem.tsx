import { Banner } from '@shopify/polaris';
import { useEffect, useRef } from 'react';

/** Why nothing was changed, in place and read out. */
export function SaveProblem({ sentence }: { sentence: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [sentence]);
  return (
    <div ref={place}>
      <Banner tone="critical" title="Nothing was changed">
        <p>{sentence}</p>
      </Banner>
    </div>
  );
}
