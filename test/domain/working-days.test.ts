import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, shanghaiDay, startOfDay } from '../../domain/time.ts';
import { endOfWorkingDays, isWorkingDay } from '../../domain/working-days.ts';

const moments = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2020-12-01T00:00:00Z'), noInvalidDate: true })
  .map((moment) => moment.toISOString());

describe('working days', () => {
  it('leave out the Spring Festival of 2020 as the State Council extended it, to 2 February', () => {
    const off = ['2020-01-24', '2020-01-27', '2020-01-30', '2020-01-31', '2020-02-01', '2020-02-02'];
    expect(off.filter(isWorkingDay)).toEqual([]);
    expect(isWorkingDay('2020-02-03')).toBe(true);
  });

  it('count the weekends that were worked for a holiday', () => {
    expect(isWorkingDay('2020-01-19')).toBe(true);
    expect(isWorkingDay('2020-04-26')).toBe(true);
    expect(isWorkingDay('2020-02-22')).toBe(false);
  });

  it('of a term start the day after and end with the last of them, at midnight in Zhengzhou', () => {
    // Friday 09:00, three working days: Monday, Tuesday, Wednesday 26 February.
    expect(endOfWorkingDays('2020-02-21T01:00:00.000Z', 3)).toBe('2020-02-26T16:00:00.000Z');
    // 22 January, one working day: the whole festival passes, until the end of 3 February.
    expect(endOfWorkingDays('2020-01-23T01:00:00.000Z', 1)).toBe('2020-02-03T16:00:00.000Z');
  });

  it('belong to the day in Zhengzhou, not to the day in UTC', () => {
    // 17:00 UTC on Thursday is 01:00 on Friday in Zhengzhou: one working day later is Monday.
    expect(endOfWorkingDays('2020-02-20T17:00:00.000Z', 1)).toBe('2020-02-24T16:00:00.000Z');
    expect(endOfWorkingDays('2020-02-20T15:59:59.999Z', 1)).toBe('2020-02-21T16:00:00.000Z');
  });

  it('are exactly as many as the term says, whenever it starts', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 60 }), (from, workingDays) => {
        const end = endOfWorkingDays(from, workingDays);
        let counted = 0;
        for (let day = addDays(shanghaiDay(from), 1); startOfDay(day) < end; day = addDays(day, 1)) {
          if (isWorkingDay(day)) counted += 1;
        }
        expect(counted).toBe(workingDays);
        expect(end).toBe(startOfDay(shanghaiDay(end)));
        expect(isWorkingDay(addDays(shanghaiDay(end), -1))).toBe(true);
      }),
    );
  });
});
