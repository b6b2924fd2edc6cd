import { useState } from 'react';
import { FULL_CONSENT, NO_CONSENT } from '../host/switches.ts';
import { EventDrawer } from './event-drawer.tsx';
import { useSession, useSnapshot } from './session-context.ts';

/** The sandbox's own controls, above the page. Each reloads with another query, but for consent, which changes at once. */
export function Toolbar() {
  const session = useSession();
  const { checkout, switches } = useSnapshot();
  const [hasDrawer, setDrawer] = useState(false);
  const isOpen = checkout.order === null;
  return (
    <>
      <div className="toolbar" role="region" aria-label="Sandbox controls" data-testid="toolbar">
        <strong>Sandbox</strong>
        {isOpen && (
          <Choice
            label="Buyer"
            value={checkout.customer?.id ?? ''}
            options={buyers(session.data.demoCustomers, checkout.customer)}
            onChange={(id) => reloadWith('customer', id)}
          />
        )}
        {isOpen && (
          <Choice
            label="Country"
            value={checkout.countryCode}
            options={session.data.countries.map(({ code, name }) => [code, name])}
            onChange={(countryCode) => void session.change({ type: 'setCountry', countryCode })}
          />
        )}
        <Choice
          label="Language"
          value={switches.language}
          options={LANGUAGES.map((language) => [language, language])}
          onChange={(language) => reloadWith('language', language)}
        />
        <Choice
          label="Extension"
          value={switches.stack}
          options={[
            ['modern', 'API 2026-07'],
            ['legacy', 'API 2025-07'],
          ]}
          onChange={(stack) => reloadWith('stack', stack)}
        />
        <Choice
          label="Consent"
          value={switches.consent.preferences ? 'all' : 'none'}
          options={[
            ['all', 'given'],
            ['none', 'refused'],
          ]}
          onChange={(consent) => session.setConsent(consent === 'all' ? FULL_CONSENT : NO_CONSENT)}
        />
        <button type="button" aria-expanded={hasDrawer} onClick={() => setDrawer(!hasDrawer)}>
          Events
        </button>
        <button
          type="button"
          onClick={() => reloadWith('toolbar', null)}
          aria-label="Hide the sandbox toolbar"
        >
          Hide
        </button>
      </div>
      {hasDrawer && <EventDrawer onClose={() => setDrawer(false)} />}
    </>
  );
}

/** Those the extension has texts in, and two that run right-to-left. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'ar', 'he'];

function buyers(
  demo: readonly { id: string; label: string }[],
  current: { id: string; firstName: string | null; lastName: string | null } | null,
): [string, string][] {
  const known = demo.some(({ id }) => id === current?.id);
  const own: [string, string][] =
    current === null || known
      ? []
      : [[current.id, `${current.firstName ?? ''} ${current.lastName ?? ''}`.trim()]];
  return [['', 'Guest'], ...own, ...demo.map(({ id, label }): [string, string] => [id, label])];
}

function reloadWith(name: string, value: string | null): void {
  const query = new URLSearchParams(location.search);
  if (value === null) query.delete(name);
  else query.set(name, value);
  location.assign(`${location.pathname}?${query.toString()}`);
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
