import { GraphQLError } from 'graphql';
import { hasScope, type AdminContext, type Args, type FieldTable } from '#sandbox/admin-api/context.ts';
import { readPixelDefinition } from '#sandbox/pixel/pixel-definition.ts';
import type { WebPixel } from '#sandbox/pixel/pixel-store.ts';

const SCOPES = ['write_pixels', 'read_customer_events'] as const;

function requireScopes(context: AdminContext): void {
  const lacking = SCOPES.filter((scope) => !hasScope(context, scope));
  if (lacking.length === 0) return;
  throw new GraphQLError(`Access denied. Required access: ${lacking.join(', ')}.`, {
    extensions: { code: 'ACCESS_DENIED' },
  });
}

interface Problem {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}
const refusal = (problem: Problem) => ({ webPixel: null, userErrors: [problem] });
const NOT_FOUND = { code: 'NOT_FOUND', field: ['id'], message: 'Web pixel not found.' };

/** Settings come as JSON, or as a text that holds it; every one that the extension names, and no other. */
function readSettings(args: Args, { settings }: AdminContext): WebPixel['settings'] | Problem {
  const { settings: given } = args['webPixel'] as { readonly settings: unknown };
  const problem = (code: string, message: string) => ({ code, field: ['settings'], message });
  const definition = readPixelDefinition(settings.extensionsDir);
  if (!definition) return problem('NO_EXTENSION', 'No extension found.');
  const parsed = typeof given === 'string' ? parseOrNull(given) : given;
  if (typeof parsed !== 'object' || parsed === null)
    return problem('INVALID_CONFIGURATION_JSON', 'The provided settings is not a valid JSON.');
  const entries = Object.entries(parsed);
  const isRight =
    entries.length === definition.settings.length &&
    entries.every(
      ([name, value]) => definition.settings.includes(name) && typeof value === 'string' && value !== '',
    );
  return isRight
    ? Object.fromEntries(entries)
    : problem(
        'INVALID_SETTINGS',
        'The provided settings does not match the expected settings definition on the app.',
      );
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isProblem = (read: WebPixel['settings'] | Problem): read is Problem => Array.isArray(read['field']);

function create(args: Args, context: AdminContext): unknown {
  requireScopes(context);
  const settings = readSettings(args, context);
  if (isProblem(settings)) return refusal(settings);
  if (context.pixel.read())
    return refusal({ code: 'TAKEN', field: [], message: 'Web pixel is already taken.' });
  return { webPixel: context.pixel.create(settings), userErrors: [] };
}

function update(args: Args, context: AdminContext): unknown {
  requireScopes(context);
  if (context.pixel.read()?.id !== args['id']) return refusal(NOT_FOUND);
  const settings = readSettings(args, context);
  if (isProblem(settings)) return refusal(settings);
  return { webPixel: context.pixel.update(settings), userErrors: [] };
}

function remove(args: Args, context: AdminContext): unknown {
  requireScopes(context);
  if (context.pixel.read()?.id !== args['id']) return { deletedWebPixelId: null, userErrors: [NOT_FOUND] };
  context.pixel.delete();
  return { deletedWebPixelId: args['id'], userErrors: [] };
}

/** The app's pixel, whose id may be left out. */
export function findPixel(args: Args, context: AdminContext): WebPixel | null {
  requireScopes(context);
  const pixel = context.pixel.read();
  return args['id'] === undefined || pixel?.id === args['id'] ? pixel : null;
}

/** The app's web pixel, for the table of mutations. */
export const pixelMutations: FieldTable<unknown> = {
  webPixelCreate: (_root, args, context) => create(args, context),
  webPixelUpdate: (_root, args, context) => update(args, context),
  webPixelDelete: (_root, args, context) => remove(args, context),
};

const webPixel: FieldTable<WebPixel> = { settings: ({ settings }) => JSON.stringify(settings) };

export const pixelFields = { WebPixel: webPixel };
