import type { JsonObject } from './json.ts';
import type { HistoryEvent } from './records.ts';

/** Fields of event details that carry data of the execution, left out when the caller does not want it. */
const DATA_FIELDS = ['input', 'output', 'parameters', 'assignedVariables'];

/** Events that AWS sends without details. */
const WITHOUT_DETAILS = new Set(['MapStateSucceeded', 'MapStateFailed']);

/**
 * An event as `GetExecutionHistory` tells it: times in epoch seconds, details under the name of the event's kind.
 * @param withData false leaves inputs, outputs and variables out
 */
export function wireEvent(event: HistoryEvent, withData: boolean): JsonObject {
  const { id, previous, at, type } = event;
  const head = { id, previousEventId: previous, timestamp: at / 1000, type };
  if (WITHOUT_DETAILS.has(type)) return head;
  const details = withData
    ? event.details
    : Object.fromEntries(Object.entries(event.details).filter(([field]) => !DATA_FIELDS.includes(field)));
  return { ...head, [detailsName(type)]: details };
}

/** `TaskStateEntered` keeps its details in `stateEnteredEventDetails`, `TaskFailed` in `taskFailedEventDetails`. */
function detailsName(type: string): string {
  const shared = /State(Entered|Exited)$/.exec(type);
  const name = shared ? `state${shared[1]}` : type.charAt(0).toLowerCase() + type.slice(1);
  return `${name}EventDetails`;
}

/**
 * State transitions as AWS bills them: every entry into a state, and every retry of one.
 * @param events the whole history, from here or from the SDK
 */
export function countTransitions(events: readonly { type?: string | undefined }[]): number {
  let transitions = 0;
  let isFirstAttempt = false;
  for (const { type = '' } of events) {
    if (type.endsWith('StateEntered')) {
      transitions += 1;
      isFirstAttempt = true;
    } else if (type === 'TaskScheduled') {
      if (!isFirstAttempt) transitions += 1;
      isFirstAttempt = false;
    }
  }
  return transitions;
}
