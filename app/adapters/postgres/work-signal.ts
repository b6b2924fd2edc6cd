import pg from 'pg';

export interface WorkSignal {
  close(): Promise<void>;
}

const RECONNECT_MS = 1000;

/**
 * Calls `onSignal` for each notification on `channel`, from any process. A lost connection is opened again; what was told
 * meanwhile is lost, so poll behind it.
 */
export function openWorkSignal(
  url: string,
  channel: string,
  onSignal: () => void,
  onError: (error: unknown) => void,
): WorkSignal {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const reconnect = (): void => {
    client = null;
    if (!isClosed) timer = setTimeout(() => void connect(), RECONNECT_MS);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('notification', onSignal);
    next.on('error', onError);
    next.on('end', reconnect);
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      client = next;
      if (isClosed) await next.end();
      else onSignal();
    } catch (error) {
      onError(error);
      await next.end().catch(onError);
    }
  };
  const connecting = connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end();
    },
  };
}
