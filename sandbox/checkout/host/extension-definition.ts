import * as z from 'zod';

/** The part of an extension's definition that a host needs; extensions/build.ts writes it beside each bundle. */
export const extensionDefinition = z.object({
  handle: z.string().min(1),
  apiVersion: z.string(),
  targets: z.array(z.string()).min(1),
  capabilities: z.record(z.string(), z.unknown()).default({}),
  metafields: z.array(z.object({ namespace: z.string(), key: z.string() })).default([]),
  settings: z.array(z.object({ key: z.string() })).default([]),
  defaultLocale: z.string().default('en'),
  locales: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});
export type ExtensionDefinition = z.infer<typeof extensionDefinition>;
