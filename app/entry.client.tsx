import { RemixBrowser } from '@remix-run/react';
import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';

/**
 * App Bridge, first in the head, and browser extensions put elements of their own there before React wakes up. React 18 takes
 * what it did not render only at the head's end; anywhere else it would throw the server's page away and draw it again.
 */
function moveForeignElements(): void {
  const own = new Set(['META', 'TITLE', 'LINK', 'SCRIPT']);
  for (const element of [...document.head.children])
    if (!own.has(element.tagName)) document.head.append(element);
}

startTransition(() => {
  moveForeignElements();
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
