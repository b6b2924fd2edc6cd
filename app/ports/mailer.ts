import type { Letter } from '#app/domain/reminders/letter/content.ts';

/** A mail server with what stands in a message's head and foot. */
export interface MailAccount {
  readonly host: string;
  readonly port: number;
  /** `tls` from the start, `starttls` required before anything is said, or `none`: then without a password. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string;
  readonly password: string | null;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly postalAddress: string;
}

export interface OutgoingMessage extends Letter {
  readonly to: string;
  /** Without angle brackets; the same for every try. */
  readonly messageId: string;
  /** Answers GET with a page and POST with the deed (RFC 8058); null where there is nothing to unsubscribe from. */
  readonly unsubscribeUrl: string | null;
}

/** What became of a message, with the server's reply code or the error's, never its text: that may name the reader. */
export type SendOutcome =
  | { readonly kind: 'accepted' }
  /** The server did not take it, and may later. */
  | { readonly kind: 'try-later'; readonly code: string }
  /** The server will not take it. */
  | { readonly kind: 'refused'; readonly code: string }
  /** The connection broke while the server had it in hand. */
  | { readonly kind: 'unknown'; readonly code: string };

export interface Mailer {
  /** Never rejects. */
  send(account: MailAccount, message: OutgoingMessage): Promise<SendOutcome>;
}
