/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Language } from '../../domain/words.ts';
import { switchLanguage } from '../ui/language.ts';
import { useElderMode, useLanguage } from './language.ts';

interface FrameMessages {
  appName: string;
  title: string;
  otherLanguage: string;
  elderMode: string;
}

/** Header with language and elder-mode switches around a page; hands the page its words. */
export function Frame<M extends FrameMessages>({
  messages,
  children,
}: {
  messages: Record<Language, M>;
  children: (messages: M, language: Language) => ComponentChildren;
}) {
  const language = useLanguage();
  const [elder, switchElder] = useElderMode();
  const words = messages[language];
  useEffect(() => {
    document.title = `${words.title} · ${words.appName}`;
  }, [words]);
  return (
    <>
      <header>
        <strong>{words.appName}</strong>
        <button type="button" class="plain" aria-pressed={elder} onClick={switchElder}>
          {words.elderMode}
        </button>
        <button
          type="button"
          class="plain"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={switchLanguage}
        >
          {words.otherLanguage}
        </button>
      </header>
      <main>{children(words, language)}</main>
    </>
  );
}
