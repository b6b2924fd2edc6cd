/** What passes between a page and the pixel's worker, over @remote-ui/rpc. */
import type { PagePixel } from './page-pixel.ts';

/** As pixels are told of consent. */
export interface PixelPrivacy {
  readonly analyticsProcessingAllowed: boolean;
  readonly marketingAllowed: boolean;
  readonly preferencesProcessingAllowed: boolean;
  readonly saleOfDataAllowed: boolean;
}

export interface PixelStart extends Pick<PagePixel, 'bundleUrl' | 'settings'> {
  readonly init: {
    readonly context: object;
    readonly data: object;
    readonly customerPrivacy: PixelPrivacy;
  };
}

/** The page's side of the pixel's `browser`: storages and cookies, by path, e.g. "sessionStorage.getItem". */
export type BrowserCall = (path: string, args: readonly string[]) => Promise<unknown>;

/** What the worker exposes. */
export interface PixelWorkerApi {
  /** Settles once the pixel has subscribed. */
  start(message: PixelStart, browser: BrowserCall): Promise<void>;
  /** Tells an event to whoever subscribed to its name. */
  publish(name: string, event: object): Promise<void>;
}
