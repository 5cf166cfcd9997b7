import { useSyncExternalStore } from 'react';

/** A choice of the person, kept on this device. */
export interface Setting<Value extends string> {
  current(): Value;
  choose(value: Value): void;
  /** Calls back on every change. @returns stops that */
  follow(listener: () => void): () => void;
}

/**
 * A setting kept under a key; what is stored but no longer allowed counts as the first.
 * @param values what can be chosen; the first unless something was chosen before
 */
export function setting<Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
): Setting<Value> {
  const kept = localStorage.getItem(key);
  let current = values.find((value) => value === kept) ?? values[0];
  const listeners = new Set<() => void>();
  return {
    current: () => current,
    choose: (value) => {
      current = value;
      localStorage.setItem(key, value);
      for (const listener of listeners) listener();
    },
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A setting's value, following its changes. */
export function useSetting<Value extends string>({ follow, current }: Setting<Value>): Value {
  return useSyncExternalStore(follow, current);
}
