import { gid } from '#sandbox/shop/gid.ts';
import type { JsonLines } from '#sandbox/shop/json-lines.ts';

/** The app's web pixel in the shop; there is at most one. */
export interface WebPixel {
  readonly id: string;
  /** As the app gave them, checked against the extension's own. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface PixelStore {
  read(): WebPixel | null;
  create(settings: WebPixel['settings']): WebPixel;
  update(settings: WebPixel['settings']): WebPixel | null;
  delete(): void;
}

const FIRST_ID = 1_800_001;

export function createPixelStore(lines: JsonLines<{ readonly pixel: WebPixel | null }>): PixelStore {
  const past = lines.readAll();
  let pixel = past.at(-1)?.pixel ?? null;
  let made = new Set(past.flatMap(({ pixel: one }) => one?.id ?? [])).size;
  const write = <Next extends WebPixel | null>(next: Next): Next => {
    pixel = next;
    lines.append({ pixel: next });
    return next;
  };
  return {
    read: () => pixel,
    create: (settings) => write({ id: gid('WebPixel', FIRST_ID + made++), settings }),
    update: (settings) => pixel && write({ ...pixel, settings }),
    delete: () => void write(null),
  };
}
