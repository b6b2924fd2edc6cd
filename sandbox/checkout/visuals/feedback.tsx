import { useState, type ReactNode } from 'react';
import { Icon } from './media.tsx';

export interface BannerOptions {
  readonly tone: 'info' | 'success' | 'warning' | 'critical';
  readonly heading?: string;
  readonly isDismissible: boolean;
  readonly isCollapsible: boolean;
  readonly onDismiss?: () => void;
}

const BANNER_ICONS = {
  info: 'info',
  success: 'check-circle',
  warning: 'alert-triangle',
  critical: 'alert-circle',
};

export function Banner({ options, children }: { options: BannerOptions; children: ReactNode }) {
  const [isOpen, setOpen] = useState(!options.isCollapsible);
  const { tone, heading } = options;
  return (
    <div className={`x-banner x-banner-${tone}`} role={tone === 'critical' ? 'alert' : 'status'}>
      <Icon name={BANNER_ICONS[tone]} tone={tone} />
      <div className="x-banner-content">
        {heading !== undefined && <p className="x-banner-heading">{heading}</p>}
        {isOpen && children}
      </div>
      {options.isCollapsible && (
        <button
          type="button"
          className="x-banner-button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'chevron-up' : 'chevron-down'} label={isOpen ? 'Show less' : 'Show more'} />
        </button>
      )}
      {options.isDismissible && (
        <button type="button" className="x-banner-button" onClick={() => options.onDismiss?.()}>
          <Icon name="x" label="Dismiss" />
        </button>
      )}
    </div>
  );
}

export function Badge({ tone, isSmall, children }: { tone: string; isSmall: boolean; children: ReactNode }) {
  const size = isSmall ? ' x-badge-small' : '';
  return <span className={`x-badge x-badge-${tone}${size}`}>{children}</span>;
}

/** A bar of which a share is reached. */
export function Progress({ label, share }: { label: string | undefined; share: number }) {
  return (
    <div
      className="x-progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <div style={{ inlineSize: `${share * 100}%` }} />
    </div>
  );
}
