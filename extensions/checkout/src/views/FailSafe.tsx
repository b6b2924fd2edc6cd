import { Component } from 'react';
import type { ReactNode } from 'react';
import { reportOnce } from '../core/report-once.ts';

interface FailSafeProps {
  readonly children: ReactNode;
  onFault(): void;
}

/** A fault of ours must not disturb a checkout: it is reported once, and nothing is shown. */
export class FailSafe extends Component<FailSafeProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    reportOnce(error);
    this.props.onFault();
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
