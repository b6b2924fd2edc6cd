import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { buildExtensions } from '#extensions/build.ts';
import type { BuildName } from '#extensions/build.ts';
import { createFakeCheckout } from './fake-checkout.ts';
import type { CheckoutSetup, FakeCheckout } from './fake-checkout.ts';
import type { Running } from './evaluate-bundle.ts';
import { runLegacy } from './run-legacy.ts';
import { runModern } from './run-modern.ts';
import { buttonsOf, hasSkeleton, picturesOf, textsOf } from './screen.ts';

export const APP_URL = 'https://attune.example.com';
export const NOW = new Date('2026-11-22T12:00:00Z');
export const BUILDS = ['legacy', 'modern'] as const;
/** Effects and batches run some milliseconds apart in the two stacks; after this both have come to rest. */
/** Longer than a question and its repetition may take. */
const SETTLING_MS = 4000;

const code = new Map<BuildName, string>();

/** Builds both bundles once for a test file, and gives each test a fixed clock that moves only when asked. */
export function useBundles(): void {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attune-extensions-'));
    const sizes = await buildExtensions({ appUrl: APP_URL, outDir: folder });
    for (const build of BUILDS) code.set(build, await readFile(sizes[build].path, 'utf8'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());
}

/** One target of one build in one fake checkout. */
export interface Play {
  readonly checkout: FakeCheckout;
  readonly targets: readonly string[];
  texts(): string[];
  /** Visible texts and labels of the buttons, as "text (label)". */
  buttons(): string[];
  links(): (string | undefined)[];
  pictures(): ReturnType<typeof picturesOf>;
  isLoading(): boolean;
  hasSkeleton(): boolean;
  /** Presses the first button with this text. */
  press(text: string): Promise<void>;
  /** Lets time pass, with everything that happens in it. */
  wait(milliseconds: number): Promise<void>;
}

type Script = (play: Play) => Promise<void>;

/**
 * Plays one script on both builds, then compares what was on screen and what the host was asked, step by step: every look at
 * the texts counts as a step.
 */
export function onBothBuilds(title: string, target: string, setup: CheckoutSetup, script: Script): void {
  it(title, async () => {
    const transcripts: unknown[] = [];
    for (const build of BUILDS) {
      const looks: string[][] = [];
      vi.setSystemTime(NOW);
      const checkout = createFakeCheckout(setup);
      const play = await startPlay(build, target, checkout, looks);
      await script(play);
      await play.wait(SETTLING_MS);
      transcripts.push({ looks, calls: checkout.calls });
    }
    expect(transcripts[1]).toEqual(transcripts[0]);
  });
}

/** Starts one target of one build; every look at its texts is added to `looks`. */
export async function startPlay(
  build: BuildName,
  target: string,
  checkout: FakeCheckout,
  looks: string[][] = [],
): Promise<Play> {
  const bundle = code.get(build) ?? '';
  const starting = (build === 'legacy' ? runLegacy : runModern)(bundle, target, checkout);
  // The entry function waits for storage, 30 ms at most; the clock stands still unless it is moved.
  await vi.advanceTimersByTimeAsync(31);
  const running: Running = await starting;
  const screen = () => running.screen();
  return {
    checkout,
    targets: running.targets,
    texts() {
      const texts = textsOf(screen());
      looks.push(texts);
      return texts;
    },
    buttons: () => buttonsOf(screen()).map(({ text, label }) => `${text} (${label})`),
    links: () => buttonsOf(screen()).map(({ href }) => href),
    pictures: () => picturesOf(screen()),
    isLoading: () => buttonsOf(screen()).some((button) => button.isLoading),
    hasSkeleton: () => hasSkeleton(screen()),
    async press(text) {
      const button = buttonsOf(screen()).find((candidate) => candidate.text === text);
      if (!button) throw new Error(`Expected a button "${text}", found ${textsOf(screen()).join(' | ')}.`);
      button.press();
      await vi.advanceTimersByTimeAsync(1);
    },
    wait: async (milliseconds) => void (await vi.advanceTimersByTimeAsync(milliseconds)),
  };
}
