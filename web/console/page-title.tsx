import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useWords } from '../ui/react-language.ts';
import { frameMessages } from './messages/frame-messages.ts';

/** The page's heading, which also names the browser's tab. @param children what stands beside it */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  const words = useWords(frameMessages);
  useEffect(() => {
    document.title = words.pageTitle(title);
  }, [words, title]);
  return (
    <div className="page-title">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
