import type { MapState } from './definition.ts';
import { evaluate, queryError } from './expressions.ts';
import { type Json, payloadText } from './json.ts';
import { newThread, type Thread } from './records.ts';
import { type Chance, surroundings } from './surroundings.ts';
import type { Turn } from './turn.ts';

/** How many iterations an inline Map runs at once when it names no limit, as in AWS. */
const DEFAULT_CONCURRENCY = 40;

/**
 * Makes one pending thread for each item of a Map. An iteration sees the variables of its Map as they are now;
 * what it assigns is its own.
 * @throws StateError when an expression fails or `Items` is no array
 */
export async function beginItems(turn: Turn, map: Thread, state: MapState, chance: Chance): Promise<void> {
  const around = surroundings(turn, map, chance);
  const items = await evaluate(state.Items ?? '{% $states.input %}', around, 'Items');
  if (!Array.isArray(items)) throw queryError(state.Items ?? '$states.input', 'Items', 'returned no array');
  const field = state.MaxConcurrency ?? 0;
  const limit = await evaluate(field, around, 'MaxConcurrency');
  if (!Number.isInteger(limit) || Number(limit) < 0) {
    throw queryError(field, 'MaxConcurrency', 'returned no whole number from 0');
  }
  const inputs: Json[] = [];
  for (const [index, value] of items.entries()) {
    const context = { Map: { Item: { Index: index, Value: value } } };
    const within = surroundings(turn, map, chance, {}, context);
    const input =
      state.ItemSelector === undefined ? value : await evaluate(state.ItemSelector, within, 'ItemSelector');
    payloadText(input, 'input of the iteration');
    inputs.push(input);
  }
  turn.event(map, 'MapStateStarted', { length: items.length });
  map.phase = 'items';
  map.wakeAt = null;
  // While it runs its items, a Map thread keeps its limit where others keep their output.
  map.output = Number(limit) || DEFAULT_CONCURRENCY;
  for (const [index, input] of inputs.entries()) {
    const item = { index, value: items[index] ?? null };
    turn.addThread(newThread(map.id, item, input, map.variables, map.lastEvent));
  }
  endWhenAllDone(turn, map);
}

/** Takes as many pending iterations as may run now; the caller enters their first state. */
export function* startPendingItems(turn: Turn, map: Thread): Generator<Thread> {
  if (endWhenAllDone(turn, map)) return;
  const children = turn.children(map.id);
  let free =
    Number(map.output) - children.filter(({ phase }) => phase !== 'pending' && phase !== 'done').length;
  for (const child of children) {
    if (free <= 0) return;
    if (child.phase !== 'pending') continue;
    free -= 1;
    child.lastEvent = map.lastEvent;
    turn.event(child, 'MapIterationStarted', { name: map.state, index: child.item?.index ?? 0 });
    yield child;
  }
}

function endWhenAllDone(turn: Turn, map: Thread): boolean {
  if (map.phase !== 'items') return true;
  if (!turn.children(map.id).every(({ phase }) => phase === 'done')) return false;
  turn.event(map, 'MapStateSucceeded');
  map.phase = 'settled';
  return true;
}

/** The outputs in the order of the items; the iterations are gone afterwards. */
export function collectItems(turn: Turn, map: Thread): Json[] {
  const outputs = turn.children(map.id).map((child) => child.output);
  abandonItems(turn, map);
  return outputs;
}

/** Ends every iteration that the Map still has. */
export function abandonItems(turn: Turn, map: Thread): void {
  for (const child of turn.children(map.id)) turn.removeThread(child);
}
