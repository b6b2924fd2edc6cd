import { useSyncExternalStore } from 'react';
import type { LogEntry } from '../host/event-log.ts';
import { useSession } from './session-context.ts';

/** Everything that happened on the page, newest last: host calls, requests, analytics, errors, timings. */
export function EventDrawer({ onClose }: { onClose: () => void }) {
  const { log } = useSession();
  const entries = useSyncExternalStore(log.subscribe, () => log.entries);
  return (
    <aside className="drawer" aria-label="Event log" data-testid="event-log">
      <header>
        <strong>Events</strong>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <ol>
        {entries.map((entry, index) => (
          <Entry key={index} entry={entry} />
        ))}
      </ol>
    </aside>
  );
}

function Entry({ entry }: { entry: LogEntry }) {
  return (
    <li data-kind={entry.kind}>
      <span className="drawer-time">{Math.round(entry.at)} ms</span>
      <span className="drawer-kind">{entry.kind}</span>
      <span className="drawer-text">
        {entry.target !== null && <em>{entry.target.replace('purchase.', '')} </em>}
        {entry.text}
        {entry.durationMs !== undefined && <small> {entry.durationMs.toFixed(1)} ms</small>}
      </span>
    </li>
  );
}
