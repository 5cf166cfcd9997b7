import chineseDays from 'chinese-days';
import { addDays, type Day, type Instant, shanghaiDay, startOfDay } from './time.ts';

/**
 * Whether a day is worked in China by the adjusted holiday calendar of the State Council (weekends moved,
 * the extended Spring Festival of 2020 included), as kept by the library `chinese-days`.
 */
export function isWorkingDay(day: Day): boolean {
  return chineseDays.isWorkday(day);
}

/**
 * When a term of `workingDays` working days that starts at `from` ends: the day of the start is not counted,
 * the term ends with the last working day, at midnight Asia/Shanghai.
 */
export function endOfWorkingDays(from: Instant, workingDays: number): Instant {
  let day = shanghaiDay(from);
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return startOfDay(addDays(day, 1));
}
