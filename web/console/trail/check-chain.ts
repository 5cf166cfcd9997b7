import { type AuditEvent, EMPTY_CHAIN, hashedText } from '../../../domain/audit.ts';
import { endFault, linkFault, type RecordHead } from '../../../domain/trail/chain.ts';
import type { TrailFault } from '../../../domain/trail/faults.ts';

/** What is known of a chain as far as it is loaded. */
export type ChainState =
  | { state: 'sound'; events: number; kept: boolean }
  | { state: 'sound-so-far'; events: number }
  | { state: 'broken'; fault: TrailFault; seq: number };

/**
 * Checks events that follow one another: each hash, each link, and the end against the head that the record keeps.
 * @param events a stretch of one record's events in their order
 * @param head what the record kept when the page began to read; later events may have come since
 * @param toEnd whether the stretch goes to the end of what there is
 * @param sha256 hex digest of a UTF-8 text
 */
export async function checkChain(
  events: readonly AuditEvent[],
  head: RecordHead | undefined,
  toEnd: boolean,
  sha256: (text: string) => Promise<string>,
): Promise<ChainState> {
  const [first] = events;
  const fromStart = first?.seq === 1 || first === undefined;
  let reached = fromStart ? EMPTY_CHAIN : { seq: first.seq - 1, hash: first.prevHash };
  for (const event of events) {
    const fault = linkFault(reached, event, await sha256(hashedText(event)));
    if (fault) return { state: 'broken', fault, seq: reached.seq + 1 };
    reached = event;
    // Where the record's own head stands within what is loaded, the hash there has to be the same.
    const other = head?.seq === event.seq && endFault(event, head);
    if (other) return { state: 'broken', fault: other, seq: event.seq };
  }
  if (toEnd && head && reached.seq < head.seq)
    return { state: 'broken', fault: 'cut-off', seq: reached.seq + 1 };
  if (!fromStart || !toEnd) return { state: 'sound-so-far', events: events.length };
  return { state: 'sound', events: events.length, kept: head !== undefined };
}
