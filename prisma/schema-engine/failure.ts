/** What the Prisma command line prints of a failed request; `error_code` is Prisma's own code such as P1001. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data: { readonly is_panic: false; readonly message: string; readonly error_code: string | null };
}

/** A thrown value as a JSON-RPC error. */
export function toRpcError(error: unknown): RpcError {
  const { message, code } = describe(error);
  return { code: 4466, message, data: { is_panic: false, message, error_code: code } };
}

/** A thrown value as the log line that a failed `cli` command leaves on stderr. */
export function toLogLine(error: unknown): string {
  const { message, code } = describe(error);
  return JSON.stringify({
    level: 'ERROR',
    target: 'schema_engine::logger',
    fields: { message, error_code: code ?? 'P1001' },
  });
}

function describe(error: unknown): { message: string; code: string | null } {
  if (!(error instanceof Error)) return { message: String(error), code: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { message: error.message, code: code === null ? null : prismaCode(code) };
}

/** PostgreSQL and socket codes in Prisma's numbering; Prisma's own stay as they are. */
function prismaCode(code: string): string | null {
  if (/^P\d{4}$/.test(code)) return code;
  if (code === '3D000') return 'P1003';
  if (code === '28P01' || code === '28000') return 'P1000';
  return /^(ECONN|ENOENT|ENOTFOUND|ETIMEDOUT)/.test(code) ? 'P1001' : null;
}
