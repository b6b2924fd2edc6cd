/**
 * Settings, read from the environment once and parsed at start. Nothing else in app/ reads process.env.
 * Every name here stands in .env.example, and the other way round; a test holds the two together.
 */
import { z } from 'zod';

export const ROLES = ['all', 'admin', 'checkout', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  readonly isProduction: boolean;
  readonly shopifyApiKey: string;
  readonly shopifyApiSecret: string;
  /** Origin of the app without a slash at the end. */
  readonly shopifyAppUrl: string;
  /** 32 bytes; encrypts tokens and addresses at rest. */
  readonly encryptionKey: Buffer;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly role: Role;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly checkoutRatePerSecond: number;
  /** Development only. */
  readonly appBridgeUrl: string | null;
  /** Development only: one more origin that may frame the admin. */
  readonly extraFrameAncestor: string | null;
}

export interface SettingProblem {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly example: string;
}

/** All problems of one reading of the environment; its message lists every one of them. */
export class ConfigError extends Error {
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    super(describeProblems(problems));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly expected: string;
  readonly example: string;
  /** A secret's value never reaches a message. */
  readonly isSecret?: true;
}

const setting = <Schema extends z.ZodType>(given: Setting<Schema>): Setting<Schema> => given;

const address = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
  .transform((text) => text.replace(/\/+$/, ''));
/** Without a path, a query or a name before the host: routes, links and content policies are made from it. */
const origin = address.refine(
  (text) => URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`,
);
const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);

/** Shape, expectation and example of every setting. */
export const SETTINGS = {
  NODE_ENV: setting({
    // Whoever forgets it shows nobody an error's stack.
    schema: z.enum(['development', 'test', 'production']).default('production'),
    expected: 'development, test or production',
    example: 'production',
  }),
  SHOPIFY_API_KEY: setting({
    schema: z.string().regex(/^[\w-]{8,64}$/),
    expected: "the app's client id, 8 to 64 letters and digits",
    example: '0123456789abcdef0123456789abcdef',
  }),
  SHOPIFY_API_SECRET: setting({
    schema: z.string().min(8),
    expected: "the app's client secret, at least 8 characters",
    example: 'shpss_0123456789abcdef',
    isSecret: true,
  }),
  SHOPIFY_APP_URL: setting({
    schema: origin,
    expected: 'an http or https address without a path',
    example: 'https://attune.example.com',
  }),
  ENCRYPTION_KEY: setting({
    schema: z
      .base64()
      .transform((text) => Buffer.from(text, 'base64'))
      .refine((key) => key.length === 32),
    expected: '32 bytes as base64 (44 characters)',
    example: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
    isSecret: true,
  }),
  DATABASE_URL: setting({
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/.+/)
      .nullable()
      .default(null),
    expected: 'a PostgreSQL address, or nothing for the embedded server',
    example: 'postgresql://attune:password@db.example.com:5432/attune',
    isSecret: true,
  }),
  DATA_DIR: setting({
    schema: z.string().default('.data'),
    expected: 'a folder',
    example: '.data',
  }),
  ROLE: setting({
    schema: z.enum(ROLES).default('all'),
    expected: 'all, admin, checkout or worker',
    example: 'all',
  }),
  HOST: setting({
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    expected: 'an address to listen on',
    example: '127.0.0.1',
  }),
  PORT: setting({
    schema: integer(0, 65_535).default(3000),
    expected: 'a port number from 0 to 65535',
    example: '3000',
  }),
  LOG_LEVEL: setting({
    schema: z.enum(LOG_LEVELS).default('info'),
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    example: 'info',
  }),
  CHECKOUT_RATE_PER_SECOND: setting({
    schema: integer(1, 10_000_000).default(100),
    expected: 'a whole number from 1 to 10000000',
    example: '100',
  }),
  APP_BRIDGE_URL: setting({
    schema: address.nullable().default(null),
    expected: 'an http or https address',
    example: 'http://127.0.0.1:3100/app-bridge.js',
  }),
  EXTRA_FRAME_ANCESTOR: setting({
    schema: origin.nullable().default(null),
    expected: 'an http or https origin',
    example: 'http://127.0.0.1:3100',
  }),
} as const;

type SettingName = keyof typeof SETTINGS;
const DEVELOPMENT_ONLY: readonly SettingName[] = ['APP_BRIDGE_URL', 'EXTRA_FRAME_ANCESTOR'];

const environment = z.object({
  NODE_ENV: SETTINGS.NODE_ENV.schema,
  SHOPIFY_API_KEY: SETTINGS.SHOPIFY_API_KEY.schema,
  SHOPIFY_API_SECRET: SETTINGS.SHOPIFY_API_SECRET.schema,
  SHOPIFY_APP_URL: SETTINGS.SHOPIFY_APP_URL.schema,
  ENCRYPTION_KEY: SETTINGS.ENCRYPTION_KEY.schema,
  DATABASE_URL: SETTINGS.DATABASE_URL.schema,
  DATA_DIR: SETTINGS.DATA_DIR.schema,
  ROLE: SETTINGS.ROLE.schema,
  HOST: SETTINGS.HOST.schema,
  PORT: SETTINGS.PORT.schema,
  LOG_LEVEL: SETTINGS.LOG_LEVEL.schema,
  CHECKOUT_RATE_PER_SECOND: SETTINGS.CHECKOUT_RATE_PER_SECOND.schema,
  APP_BRIDGE_URL: SETTINGS.APP_BRIDGE_URL.schema,
  EXTRA_FRAME_ANCESTOR: SETTINGS.EXTRA_FRAME_ANCESTOR.schema,
});

/**
 * Reads every setting from `env` (an empty text counts as not given).
 * Throws ConfigError with all problems at once; a secret's value is never part of one.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0])));
  const problems = [
    ...settingNames()
      .filter((name) => wrong.has(name))
      .map((name) => wrongValue(name, given[name])),
    ...problemsInProduction(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** Names of all settings, in the order of .env.example. */
export function settingNames(): SettingName[] {
  return Object.keys(SETTINGS).filter((name): name is SettingName => name in SETTINGS);
}

function toConfig(values: z.output<typeof environment>): Config {
  return {
    isProduction: values.NODE_ENV === 'production',
    shopifyApiKey: values.SHOPIFY_API_KEY,
    shopifyApiSecret: values.SHOPIFY_API_SECRET,
    shopifyAppUrl: values.SHOPIFY_APP_URL,
    encryptionKey: values.ENCRYPTION_KEY,
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    role: values.ROLE,
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    checkoutRatePerSecond: values.CHECKOUT_RATE_PER_SECOND,
    appBridgeUrl: values.APP_BRIDGE_URL,
    extraFrameAncestor: values.EXTRA_FRAME_ANCESTOR,
  };
}

function wrongValue(name: SettingName, value: string | undefined): SettingProblem {
  const { expected, example, isSecret }: Setting = SETTINGS[name];
  const found =
    value === undefined ? 'nothing' : isSecret ? `a text of ${value.length} characters` : `"${value}"`;
  return { name, expected, found, example };
}

function problemsInProduction(given: Readonly<Record<string, string | undefined>>): SettingProblem[] {
  if ((given.NODE_ENV ?? 'production') !== 'production') return [];
  const published = settingNames().filter((name) => isPublished(name, given[name]));
  return [
    ...published.map((name) => ({ name, expected: 'one of your own', found: 'the example', example: '…' })),
    ...DEVELOPMENT_ONLY.filter((name) => given[name] !== undefined).map((name) => ({
      name,
      expected: 'nothing, because NODE_ENV is production',
      found: `"${given[name]}"`,
      example: '',
    })),
  ];
}

/** A secret that everybody can read here. */
function isPublished(name: SettingName, value: string | undefined): boolean {
  const { isSecret, example }: Setting = SETTINGS[name];
  return isSecret === true && value === example;
}

function describeProblems(problems: readonly SettingProblem[]): string {
  const lines = problems.map(
    ({ name, expected, found, example }) =>
      `  ${name}: expected ${expected}, found ${found}. Example: ${name}=${example}`,
  );
  const count = problems.length === 1 ? '1 setting is wrong' : `${problems.length} settings are wrong`;
  return [`${count}:`, ...lines].join('\n');
}
