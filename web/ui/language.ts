import type { Language } from '../../domain/words.ts';

const LANGUAGE_KEY = 'fugong.language';
const listeners = new Set<() => void>();

let language = firstLanguage();
follow();

/** `?lang=` first, then what was chosen before, then the browser's; Chinese unless English is preferred. */
function firstLanguage(): Language {
  const asked =
    new URLSearchParams(location.search).get('lang') ??
    localStorage.getItem(LANGUAGE_KEY) ??
    navigator.language;
  return asked.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

function follow(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** The language the page is read in. */
export function currentLanguage(): Language {
  return language;
}

/** Changes to the other language; remembered on this device. */
export function switchLanguage(): void {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem(LANGUAGE_KEY, language);
  follow();
  for (const listener of listeners) listener();
}

/** Calls back on every change. @returns stops that */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
