import type { Fen } from '../../domain/money.ts';
import type { Language } from '../../domain/words.ts';

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const timeZone = 'Asia/Shanghai';

/** `¥20,000.00` from fen, without a detour over fractions. */
export function formatYuan(fen: Fen): string {
  const yuan = Math.trunc(fen / 100).toLocaleString('en');
  return `¥${yuan}.${String(fen % 100).padStart(2, '0')}`;
}

/** A moment in Asia/Shanghai, to the minute. */
export function formatMoment(instant: string, language: Language): string {
  return new Date(instant).toLocaleString(locales[language], {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hour12: false,
  });
}

/** Steps of a time span, in seconds, largest first. */
const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A moment as seen from another: `in 3 days`, `2小时前`; whole steps, rounded towards now. */
export function formatRelative(instant: string, from: string, language: Language): string {
  const seconds = (Date.parse(instant) - Date.parse(from)) / 1_000;
  const [unit, length] = spans.find(([, span]) => Math.abs(seconds) >= span) ?? ['minute', 60];
  const steps = Math.trunc(seconds / length);
  // `此刻`, `this minute`; elsewhere `1 day ago` and not `yesterday`, which may be shorter.
  const numeric = steps === 0 ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat(locales[language], { numeric }).format(steps, unit);
}

/** A calendar day: `2020-02-21`, or the day of a moment in Asia/Shanghai. */
export function formatDay(dayOrInstant: string, language: Language): string {
  const moment =
    dayOrInstant.length === 10 ? new Date(`${dayOrInstant}T00:00:00+08:00`) : new Date(dayOrInstant);
  return moment.toLocaleDateString(locales[language], { timeZone, dateStyle: 'medium' });
}

/** The last day of a term whose deadline is a midnight: the day before. */
export function formatDeadline(dueAt: string, language: Language): string {
  return formatDay(new Date(Date.parse(dueAt) - 1).toISOString(), language);
}
