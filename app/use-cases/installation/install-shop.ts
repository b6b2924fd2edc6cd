import { HOLDOUT_SHARE } from '#app/domain/experiments/assignment/assign.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Inbox } from '#app/ports/inbox.ts';
import type { InstallationDesk, Installed } from '#app/ports/installation.ts';
import type { Log } from '#app/ports/log.ts';
import { EXAMPLE_CAMPAIGNS, EXAMPLE_SEGMENTS } from '../campaigns/example-campaigns.ts';

export interface InstallShopDeps {
  readonly desk: InstallationDesk;
  readonly inbox: Pick<Inbox, 'replayRefused'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A shop that granted access. More may be in it; the access token is not needed here. */
export interface GrantedShop {
  readonly shop: string;
  readonly scopes: readonly string[];
}

export type InstallShop = (granted: GrantedShop) => Promise<Installed>;

/**
 * Installs a shop after a token exchange, as often as that runs: a new shop gets a holdout, example segments and campaigns and its
 * history is read; one that comes back keeps its own and its history is read again. Deliveries that came too early to be
 * understood are put back into the line.
 */
export function createInstallShop(deps: InstallShopDeps): InstallShop {
  return async ({ shop, scopes }) => {
    const domain = shop.toLowerCase();
    const installed = await deps.desk.install({
      domain,
      scopes,
      at: new Date(deps.clock.nowMs()),
      holdout: HOLDOUT_SHARE,
      segments: EXAMPLE_SEGMENTS,
      campaigns: EXAMPLE_CAMPAIGNS,
    });
    if (installed.kind === 'known') return installed;
    await deps.inbox.replayRefused(domain, ['unknown-shop', 'shop-uninstalled']);
    deps.log.info({ shopId: installed.shopId, kind: installed.kind }, 'shop installed');
    return installed;
  };
}
