import { existsSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

/** Where a Chrome or Chromium of the machine is usually found. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Of a desktop Chrome: the app answers 410 to anything that calls itself headless. */
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

export interface HeadlessBrowser {
  readonly browser: Browser;
  /** A fresh context with a desktop User-Agent, UTC and English. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Starts headless: the machine's own Chrome or Chromium when there is one, else the one that comes with npm. */
export async function launchBrowser(): Promise<HeadlessBrowser> {
  const installed = INSTALLED.find((file) => existsSync(file));
  const browser = await chromium.launch({
    executablePath: installed ?? (await unpackChromium()),
    args: installed === undefined ? sparticuz.args.filter(isWanted) : ['--no-sandbox'],
    headless: true,
  });
  return {
    browser,
    newContext: (options = {}) =>
      browser.newContext({ userAgent: USER_AGENT, locale: 'en-GB', timezoneId: 'Europe/London', ...options }),
    close: () => browser.close(),
  };
}

/** Its arguments for cloud functions switch off the web's own security: here the pages must meet it. */
function isWanted(arg: string): boolean {
  return !/^--(disable-web-security|allow-running-insecure-content|single-process|no-zygote|disable-site-isolation)/.test(
    arg,
  );
}

/** The package unpacks to one place in the temporary folder: two test workers must not do so at once. */
async function unpackChromium(): Promise<string> {
  const lock = path.join(tmpdir(), 'attune-chromium.lock');
  const until = Date.now() + 30_000;
  while (!(await takeLock(lock)) && Date.now() < until) await wait(100);
  try {
    return await sparticuz.executablePath();
  } finally {
    await rmdir(lock).catch(() => undefined);
  }
}

async function takeLock(lock: string): Promise<boolean> {
  return await mkdir(lock).then(
    () => true,
    () => false,
  );
}
