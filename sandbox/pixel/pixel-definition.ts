import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const pixelDefinition = z.object({
  handle: z.string(),
  needs: z.array(z.enum(['analytics', 'marketing', 'preferences'])),
  settings: z.array(z.string()),
});
export type PixelDefinition = z.infer<typeof pixelDefinition>;

/** What extensions/build-pixel.ts wrote beside the bundle; null where nothing is built. */
export function readPixelDefinition(extensionsDir: string): PixelDefinition | null {
  const file = path.join(extensionsDir, 'attune-web-pixel.json');
  return existsSync(file) ? pixelDefinition.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}
