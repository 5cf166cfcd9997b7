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

/** How many working days lie between two moments: the day of the first is not counted, that of a midnight's end is. */
export function workingDaysBetween(from: Instant, to: Instant): number {
  let counted = 0;
  for (let day = addDays(shanghaiDay(from), 1); startOfDay(day) < to; day = addDays(day, 1)) {
    if (isWorkingDay(day)) counted += 1;
  }
  return counted;
}

/**
 * When a term ends that goes on at `from` with so many working days left. As for any term, the day it goes on is not
 * counted; with none left it ends with that day, or with the first working day after it: no term ends on a day off.
 */
export function endOfResumedTerm(from: Instant, workingDaysLeft: number): Instant {
  const today = shanghaiDay(from);
  if (workingDaysLeft === 0 && isWorkingDay(today)) return startOfDay(addDays(today, 1));
  return endOfWorkingDays(from, Math.max(1, workingDaysLeft));
}
