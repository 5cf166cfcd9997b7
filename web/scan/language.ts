import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../domain/words.ts';
import { currentLanguage, onLanguageChange } from '../ui/language.ts';

const ELDER_KEY = 'fugong.elder';

/** The language the page is read in, following its switch. */
export function useLanguage(): Language {
  const [language, setLanguage] = useState(currentLanguage);
  useEffect(() => onLanguageChange(() => setLanguage(currentLanguage())), []);
  return language;
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
