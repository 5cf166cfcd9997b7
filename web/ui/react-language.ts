import { useSyncExternalStore } from 'react';
import type { Language } from '../../domain/words.ts';
import { currentLanguage, onLanguageChange } from './language.ts';

/** The language the page is read in, following its switch. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}

/** The words of a catalogue in the reader's language. */
export function useWords<Words>(catalogue: Record<Language, Words>): Words {
  return catalogue[useLanguage()];
}
