import { useEffect, useSyncExternalStore } from 'react';
import { useSetting } from './setting.ts';
import { colourSetting } from './settings.ts';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

function followSystem(listener: () => void): () => void {
  systemIsDark.addEventListener('change', listener);
  return () => systemIsDark.removeEventListener('change', listener);
}

/** Whether the page is dark, by choice or else as the system is; marks the document for the style sheet. */
export function useDark(): boolean {
  const chosen = useSetting(colourSetting);
  const system = useSyncExternalStore(followSystem, () => systemIsDark.matches);
  const dark = chosen === 'system' ? system : chosen === 'dark';
  useEffect(() => {
    document.documentElement.dataset['colours'] = dark ? 'dark' : 'light';
  }, [dark]);
  return dark;
}
