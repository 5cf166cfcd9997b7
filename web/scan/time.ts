import { useEffect, useState } from 'preact/hooks';
import { PASS_SECONDS } from '../../domain/itinerary/pass.ts';
import type { Language } from '../../domain/words.ts';
import type { Scan } from './scan-api.ts';

const shanghai = { timeZone: 'Asia/Shanghai' } as const;

function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}

/** `09:31:05` in Asia/Shanghai. */
export function shanghaiClock(moment: Date): string {
  return moment.toLocaleTimeString('zh-CN', { ...shanghai, hour12: false });
}

export function shanghaiTime(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(localeOf(language), {
    ...shanghai,
    dateStyle: 'medium',
    timeStyle: 'short',
    hour12: false,
  });
}

export function shanghaiDate(instant: string, language: Language): string {
  return new Date(instant).toLocaleDateString(localeOf(language), { ...shanghai, dateStyle: 'medium' });
}

/**
 * The server's time and what is left of a pass, ticking every quarter second. The phone's own clock is not asked: it
 * may be wrong. The pass was issued when the answer arrived, so its end tells the server's time then.
 * @returns `now`, and whole seconds until the pass ends (0 when it is over)
 */
export function usePassClock(scan: Pick<Scan, 'passExpiresAt' | 'receivedAt'>): {
  now: Date;
  secondsLeft: number;
} {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const tick = () => setElapsed(performance.now() - scan.receivedAt);
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [scan.receivedAt]);
  const issuedAt = Date.parse(scan.passExpiresAt) - PASS_SECONDS * 1000;
  return {
    now: new Date(issuedAt + elapsed),
    secondsLeft: Math.max(0, Math.ceil(PASS_SECONDS - elapsed / 1000)),
  };
}
