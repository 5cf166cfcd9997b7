import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../domain/words.ts';

const LANGUAGE_KEY = 'fugong.language';
const ELDER_KEY = 'fugong.elder';

/** The reader's language: as chosen before, else the browser's; Chinese unless it prefers English. */
export function currentLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(LANGUAGE_KEY) ?? navigator.language;
  return asked.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** The language of the page and the switch to the other one; `<html lang>` follows. */
export function useLanguage(): [Language, () => void] {
  const [language, setLanguage] = useState(currentLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return [
    language,
    () => {
      const other = language === 'zh' ? 'en' : 'zh';
      localStorage.setItem(LANGUAGE_KEY, other);
      setLanguage(other);
    },
  ];
}

/** Elder mode (18 pt text, 60 px targets) and its switch; remembered on the device. */
export function useElderMode(): [boolean, () => void] {
  const [elder, setElder] = useState(() => localStorage.getItem(ELDER_KEY) === 'on');
  useEffect(() => {
    document.documentElement.toggleAttribute('data-elder', elder);
    localStorage.setItem(ELDER_KEY, elder ? 'on' : 'off');
  }, [elder]);
  return [elder, () => setElder(!elder)];
}
