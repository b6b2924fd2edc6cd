import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session, SessionSnapshot } from '../host/session.ts';

export const SessionContext = createContext<Session | null>(null);

/** The page's session; only inside SessionContext. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('Expected a session around this component.');
  return session;
}

/** The state of now; renders again with every change. */
export function useSnapshot(): SessionSnapshot {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.snapshot);
}
