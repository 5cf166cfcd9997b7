import { useEffect, useEffectEvent } from 'react';
import { useSetting } from './setting.ts';
import { shortcutSetting } from './settings.ts';

/** What a key does, by the character it types. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Acts on single keys, unless they are turned off, a dialogue is open, or the key is being typed into a field. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const on = useSetting(shortcutSetting) === 'on';
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return;
    if (document.querySelector('[aria-modal="true"]')) return;
    const action = Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))
  );
}
