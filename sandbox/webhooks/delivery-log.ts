/** One webhook on its way or at its end. Payloads are not kept. */
export interface DeliveryRecord {
  readonly webhookId: string;
  readonly eventId: string;
  readonly topic: string;
  readonly resourceId: string | null;
  readonly bytes: number;
  readonly queuedAt: string;
  attempts: number;
  /** The last answer's status; null before the first and when there was no answer. */
  status: number | null;
  error: string | null;
  state: 'waiting' | 'delivered' | 'given-up';
  /** From the first attempt to the last answer. */
  durationMs: number | null;
}

export interface DeliveryCounts {
  readonly queued: number;
  readonly delivered: number;
  readonly givenUp: number;
  readonly retries: number;
  readonly byTopic: Readonly<Record<string, number>>;
}

const KEPT = 5_000;

/** The newest deliveries, and counts of all since the start. */
export interface DeliveryLog {
  add(record: DeliveryRecord): void;
  retried(): void;
  ended(record: DeliveryRecord): void;
  counts(): DeliveryCounts;
  list(filter: { topic?: string; state?: string; limit: number }): DeliveryRecord[];
}

export function createDeliveryLog(): DeliveryLog {
  const records: DeliveryRecord[] = [];
  const byTopic: Record<string, number> = {};
  const counts = { queued: 0, delivered: 0, givenUp: 0, retries: 0 };
  return {
    add: (record) => {
      records.push(record);
      if (records.length > KEPT) records.shift();
      counts.queued += 1;
    },
    retried: () => void (counts.retries += 1),
    ended: (record) => {
      if (record.state === 'given-up') counts.givenUp += 1;
      if (record.state !== 'delivered') return;
      counts.delivered += 1;
      byTopic[record.topic] = (byTopic[record.topic] ?? 0) + 1;
    },
    counts: () => ({ ...counts, byTopic: { ...byTopic } }),
    list: ({ topic, state, limit }) =>
      records
        .filter((record) => (!topic || record.topic === topic) && (!state || record.state === state))
        .slice(-limit)
        .reverse(),
  };
}
