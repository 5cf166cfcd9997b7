import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** Where a fresh platform's clock stands: Friday 21 February 2020, 09:00 in Asia/Shanghai, the days the shipped policies are about. */
const FIRST_MORNING = '2020-02-21T09:00:00+08:00';

const storedSchema = z.object({ offsetMs: z.number() });

/** The platform's clock: real time plus an offset that survives restarts. */
export interface LocalClock {
  now(): Date;
  /** Milliseconds ahead of real time (one Float64), shared with the functions' threads. */
  readonly offset: SharedArrayBuffer;
  /** Moves the clock to a moment. */
  moveTo(moment: Date): void;
}

/**
 * Opens the clock kept in a file; a new file starts on the first morning.
 * @param realNow the machine's time, in milliseconds
 */
export function openClock(file: string, realNow: () => number): LocalClock {
  const offset = new SharedArrayBuffer(8);
  const milliseconds = new Float64Array(offset);
  const store = (offsetMs: number) => {
    milliseconds[0] = offsetMs;
    writeFileSync(`${file}.new`, JSON.stringify({ offsetMs }));
    renameSync(`${file}.new`, file);
  };
  if (existsSync(file)) milliseconds[0] = storedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).offsetMs;
  else store(Date.parse(FIRST_MORNING) - realNow());
  return {
    offset,
    now: () => new Date(realNow() + (milliseconds[0] ?? 0)),
    moveTo: (moment) => store(moment.getTime() - realNow()),
  };
}
