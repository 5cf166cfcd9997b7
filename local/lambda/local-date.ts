/**
 * Lets `new Date()`, `Date.now()` and `Date()` of this thread follow the local clock. Everything else of Date, and
 * every other way to tell the time, stays as it is.
 * @param offset one Float64: milliseconds added to the real time; may change at any moment
 */
export function followLocalClock(offset: SharedArrayBuffer): void {
  const milliseconds = new Float64Array(offset);
  const realNow = Date.now;
  const localNow = () => realNow() + (milliseconds[0] ?? 0);

  const LocalDate = new Proxy(Date, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [localNow()] : given, newTarget),
    apply: (target) => new target(localNow()).toString(),
  });
  Date.now = localNow;
  Object.defineProperty(Date.prototype, 'constructor', { value: LocalDate });
  globalThis.Date = LocalDate;
}
