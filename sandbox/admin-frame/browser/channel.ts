/** Messages between the admin page and the app's document in its iframe. */
const SOURCE = 'attune-app-bridge';

export interface Message {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface Channel {
  tell(kind: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Tells with an id and resolves with the value of the answer to it. */
  ask(kind: string, fields?: Readonly<Record<string, unknown>>): Promise<unknown>;
  answer(message: Message, value: unknown): void;
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'source' in value && value.source === SOURCE;
}

/** A channel to the window `other()` of one origin. Messages from anywhere else are not heard. */
export function openChannel(
  other: () => Window | null,
  origin: string,
  hear: (message: Message) => void,
): Channel {
  const waiting = new Map<number, (value: unknown) => void>();
  let lastId = 0;
  const tell: Channel['tell'] = (kind, fields = {}) =>
    other()?.postMessage({ ...fields, source: SOURCE, kind }, origin);
  window.addEventListener('message', ({ data, origin: from, source }: MessageEvent<unknown>) => {
    if (source !== other() || from !== origin || !isMessage(data)) return;
    if (data.kind !== 'answer') return hear(data);
    const id = Number(data['id']);
    waiting.get(id)?.(data['value']);
    waiting.delete(id);
  });
  return {
    tell,
    ask: (kind, fields = {}) => {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        tell(kind, { ...fields, id });
      });
    },
    answer: (message, value) => tell('answer', { id: message['id'], value }),
  };
}
