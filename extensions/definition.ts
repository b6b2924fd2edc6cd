import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';

const settingsField = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  type: z.enum([
    'boolean',
    'date',
    'date_time',
    'single_line_text_field',
    'multi_line_text_field',
    'number_integer',
    'number_decimal',
    'variant_reference',
  ]),
  name: z.string().min(1),
  description: z.string().optional(),
  validations: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

const extensionToml = z.object({
  api_version: z.string().regex(/^\d{4}-\d{2}$/),
  extensions: z
    .array(
      z.object({
        type: z.literal('ui_extension'),
        name: z.string().min(1),
        handle: z
          .string()
          .max(50)
          .regex(/^[a-zA-Z0-9-]+$/),
        description: z.string().optional(),
        targeting: z.array(z.strictObject({ target: z.string(), module: z.string() })).min(1),
        capabilities: z.strictObject({ api_access: z.boolean(), network_access: z.boolean() }),
        metafields: z.array(z.strictObject({ namespace: z.string(), key: z.string() })).default([]),
        // Shopify takes at most 20 fields.
        settings: z.object({ fields: z.array(settingsField).max(20) }),
      }),
    )
    .length(1),
});

type SettingsField = z.infer<typeof settingsField>;

/** What a host needs to know of a bundle; written beside it as JSON. */
export interface ExtensionDefinition {
  readonly handle: string;
  readonly apiVersion: string;
  readonly targets: readonly string[];
  readonly capabilities: { readonly api_access: boolean; readonly network_access: boolean };
  /** Metafields that the extension may read: of the shop, products in the cart, the buyer. */
  readonly metafields: readonly { readonly namespace: string; readonly key: string }[];
  readonly settings: readonly SettingsField[];
  readonly defaultLocale: string;
  /** Language -> the texts of its file. Values are texts or, one level down, groups of texts. */
  readonly locales: Readonly<Record<string, unknown>>;
}

/** An extension as its toml states it. */
export interface TomlExtension extends Omit<ExtensionDefinition, 'targets' | 'defaultLocale' | 'locales'> {
  /** Folder that `module` paths start from. */
  readonly directory: string;
  readonly targeting: readonly { readonly target: string; readonly module: string }[];
}

/**
 * Reads one extension toml.
 *
 * @throws Error naming the file and every field that is missing or wrong.
 */
export async function readDefinition(path: string): Promise<TomlExtension> {
  const read = extensionToml.safeParse(parse(await readFile(path, 'utf8')));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  const [extension] = read.data.extensions;
  if (!extension) throw new Error(`${path}: expected one [[extensions]], found none.`);
  const { handle, targeting, capabilities, metafields, settings } = extension;
  return {
    directory: dirname(path),
    apiVersion: read.data.api_version,
    handle,
    targeting,
    capabilities,
    metafields,
    settings: settings.fields,
  };
}
