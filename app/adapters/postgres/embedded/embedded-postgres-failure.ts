/** The embedded server cannot run here. The message says what was found and how to use another server instead. */
export class EmbeddedPostgresFailure extends Error {
  override readonly name = 'EmbeddedPostgresFailure';

  constructor(found: string, options?: ErrorOptions) {
    super(`${found} Or set DATABASE_URL to a PostgreSQL 15 to 18 server of your own.`, options);
  }
}
