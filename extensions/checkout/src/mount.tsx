import type { ReactElement } from 'react';
import { readAppUrl } from './core/app-url.ts';
import type { Placement as PlacementName } from './core/contract.ts';
import type { Host } from './core/host.ts';
import { reportOnce } from './core/report-once.ts';
import { startSample } from './core/sample.ts';
import { startSession } from './core/session.ts';
import { FailSafe } from './views/FailSafe.tsx';
import { Placement } from './views/Placement.tsx';

/** The whole life of one target: ask, then render. In the checkout editor a sample instead, without any request. */
export async function mountPlacement(placement: PlacementName, host: Host): Promise<ReactElement> {
  try {
    const session = host.extension.editor
      ? startSample(host, placement)
      : await startSession(host, placement, readAppUrl());
    return (
      <FailSafe onFault={session.crashed}>
        <Placement session={session} />
      </FailSafe>
    );
  } catch (error) {
    reportOnce(error);
    return <></>;
  }
}
