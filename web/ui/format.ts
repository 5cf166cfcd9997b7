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
