import { Component, type ReactNode } from 'react';
import { currentLanguage } from '../ui/language.ts';
import { problemMessages } from './messages/problem-messages.ts';

/** Catches what a screen throws while it is drawn, and offers to load the page again. */
export class FaultBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const words = problemMessages[currentLanguage()];
    return (
      <main className="plain" role="alert">
        <h1>{words.title}</h1>
        <p>{words.unexpected}</p>
        <button type="button" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </main>
    );
  }
}
