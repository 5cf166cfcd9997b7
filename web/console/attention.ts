/** How long after the last key, click or touch a person counts as working at the page. */
const AT_WORK_MS = 60_000;

let lastActedAt = performance.now();
for (const event of ['pointerdown', 'pointermove', 'keydown', 'focus'] as const) {
  addEventListener(event, () => {
    lastActedAt = performance.now();
  });
}

/** Milliseconds since the person last touched the page. */
export function idleFor(): number {
  return performance.now() - lastActedAt;
}

/**
 * Milliseconds until a list is asked for again: a decision taken elsewhere shows within about a second while someone
 * works here, and a page left open costs a fifth. A hidden page asks nothing at all (TanStack Query sees to that).
 */
export function pollPause(): number {
  return idleFor() < AT_WORK_MS ? 1_000 : 5_000;
}
