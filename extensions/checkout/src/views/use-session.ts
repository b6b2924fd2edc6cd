import { useEffect, useState } from 'react';
import type { Session, View } from '../core/session.ts';

/** The session's view, kept current. */
export function useSession(session: Session): View {
  const [view, setView] = useState(() => session.view());
  useEffect(() => {
    const update = () => setView(session.view());
    const unsubscribe = session.subscribe(update);
    update(); // Something may have changed between the first render and this effect.
    return unsubscribe;
  }, [session]);
  return view;
}
