const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** What can be said to `npm run clock`, for its help and its errors. */
export const CLOCK_FORMS = '+5d, -2h, +30m, +1w, 2020-03-05T09:00+08:00, or now (the real time)';

/**
 * The moment a command asks for: `+5d -2h +30m +1w` from the local time, an ISO 8601 moment, or `now` for real time.
 * @param local the local time
 * @param real the real time
 * @returns undefined for what is none of these
 */
export function parseClockCommand(text: string, local: Date, real: Date): Date | undefined {
  if (text === 'now') return real;
  const [, sign, amount, unit] = /^([+-])(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (sign && amount && unit) {
    const step = Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS];
    return new Date(local.getTime() + (sign === '+' ? step : -step));
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
