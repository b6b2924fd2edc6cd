interface Outcome {
  readonly kind: 'accepted' | 'try-later' | 'refused' | 'unknown';
  readonly code?: string;
}

/** What became of a test message, for the merchant; null where no server is set up. */
export function testSentence(outcome: Outcome | null): {
  readonly isSent: boolean;
  readonly sentence: string;
} {
  if (outcome === null) return { isSent: false, sentence: 'Save the mail server first.' };
  if (outcome.kind === 'accepted')
    return { isSent: true, sentence: 'The server took it. Look into the mailbox it comes from.' };
  const sentence = `The message was not sent: ${MEANING[outcome.code ?? ''] ?? `the server said ${outcome.code}`}.`;
  return { isSent: false, sentence };
}

const MEANING: Readonly<Record<string, string>> = {
  '535': 'the server does not accept user and password (535)',
  EPRIVATE: 'the server lies in a private network, which Attune does not reach',
  EDNS: 'no server of this name was found',
  ESOCKET: 'nobody answers at this server and port, or its certificate is not valid',
  ETIMEDOUT: 'the server does not answer at this port',
  ECONNECTION: 'the server closed the connection',
  ETLS: 'the server does not offer the encryption you chose',
};
