/** @jsxImportSource preact */
import type { Colour } from '../../domain/itinerary/verdict.ts';

/** One icon a colour, of its own shape: tick, triangle, bar. Colour is never the only sign (WCAG 1.4.1). */
const shapes: Record<Colour, string> = {
  green: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Zm-1.6 16L5.6 12l1.8-1.8 3 3 6.2-6.4L18.4 8.600Z',
  yellow:
    'M12 1.500.6 21.500h22.800L12 1.500Zm-1.300 7h2.600v6.500h-2.600V8.500Zm0 8.300h2.600v2.500h-2.600v-2.500Z',
  red: 'M7.400 1h9.200L23 7.400v9.200L16.600 23H7.400L1 16.600V7.400L7.400 1ZM5.500 10.300v3.400h13v-3.400h-13Z',
};

/** The verdict as colour, icon and words, with whatever stands below them. */
export function VerdictBanner({
  colour,
  words,
  children,
}: {
  colour: Colour;
  words: string;
  children?: preact.ComponentChildren;
}) {
  return (
    <div class={`verdict ${colour}`} role="status">
      <svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
        <path fill-rule="evenodd" d={shapes[colour]} />
      </svg>
      <p class="words">{words}</p>
      {children}
    </div>
  );
}
