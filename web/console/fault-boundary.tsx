import { Component, type ReactNode } from 'react';
import { ProblemNotice } from './problem-notice.tsx';

/** Catches what a screen throws while it is loaded or drawn, says so, and offers to load the page again. */
export class FaultBoundary extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state = { fault: undefined };

  static getDerivedStateFromError(fault: unknown): { fault: unknown } {
    return { fault };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return <ProblemNotice error={fault} onRetry={() => location.reload()} />;
  }
}
