import { stageIds } from '../../../domain/subsidies/review.ts';
import applicationReview from '../../../workflows/application-review.asl.json' with { type: 'json' };

/** What leads from one state to another: what an officer, the enterprise or the calendar did; nothing for "then". */
export type Cause =
  | 'approve'
  | 'return'
  | 'reject'
  | 'withdraw'
  | 'resubmit'
  | 'remind'
  | 'awaited'
  | 'overdue'
  | 'lapse'
  | 'timeout';

export interface Way {
  from: string;
  to: string;
  causes: readonly Cause[];
}

export interface Definition {
  start: string;
  /** Every state a person can meet, in the file's order: routing and fault states are not among them. */
  states: readonly string[];
  ways: readonly Way[];
}

interface State {
  Type: string;
  Resource?: string;
  Next?: string;
  Choices?: readonly { Condition: string; Next: string }[];
  Catch?: readonly { ErrorEquals: readonly string[]; Next: string }[];
}
interface Asl {
  StartAt: string;
  States: Readonly<Record<string, State>>;
}

/** What a route's condition asks: one of these outcomes, and of one stage where it names one. Where it goes on is the route's own. */
export interface RouteCondition {
  outcomes: readonly Cause[];
  stage?: string;
}

/** What people do at a human stage, what an enterprise does, and what a missed deadline leads to (contract/steps.ts). */
const atStage: readonly Cause[] = ['approve', 'return', 'reject', 'withdraw'];
const atCorrection: readonly Cause[] = ['resubmit', 'withdraw'];
const atDeadline: readonly Cause[] = ['remind', 'awaited', 'overdue', 'lapse'];

/** The form of every route's condition. */
const CONDITION =
  /^\{% \$outcome (?:= '(?<one>\w+)'|in \[(?<many>'\w+'(?:, '\w+')*)\])(?: and \$stage = '(?<stage>\w+)')?(?: and \$next = '\w+')? %\}$/;

/** The `application-review` workflow, as people meet it. */
export const applicationReviewDefinition: Definition = readDefinition(applicationReview);

/**
 * Reads a state machine for drawing. A Choice is no place where anything waits, so its routes are drawn from the states
 * that lead to it, each with the outcomes that this state can have.
 * @throws RangeError for a route whose condition it cannot read: a drawing that leaves a way out would lie
 */
export function readDefinition({ StartAt, States }: Asl): Definition {
  const shown = Object.keys(States).filter((name) => !['Choice', 'Fail'].includes(typeOf(States, name)));
  const stages = [...new Set(routesIn(States).flatMap(({ stage }) => stage ?? []))];
  const ways = shown.flatMap((from): Way[] => {
    const state = States[from];
    if (!state) return [];
    const timeouts = (state.Catch ?? []).map(({ Next }): Way => ({ from, to: Next, causes: ['timeout'] }));
    const next = state.Next === undefined ? undefined : States[state.Next];
    if (state.Next === undefined || !next) return timeouts;
    if (next.Type !== 'Choice') return [{ from, to: state.Next, causes: [] }, ...timeouts];
    return [...routesFrom(from, next, stages), ...timeouts];
  });
  return { start: StartAt, states: shown, ways };
}

function typeOf(states: Asl['States'], name: string): string {
  return states[name]?.Type ?? '';
}

function routesIn(states: Asl['States']): RouteCondition[] {
  return Object.values(states).flatMap(({ Choices = [] }) =>
    Choices.map(({ Condition }) => readCondition(Condition)),
  );
}

/** The ways through a Choice, from one state: its own outcomes only, and of a stage only its own routes. */
function routesFrom(from: string, choice: State, stages: readonly string[]): Way[] {
  const possible = stages.includes(from) ? atStage : from === 'awaitCorrection' ? atCorrection : atDeadline;
  const ways = new Map<string, Cause[]>();
  for (const { Condition, Next } of choice.Choices ?? []) {
    const { outcomes, stage } = readCondition(Condition);
    const causes = outcomes.filter((outcome) => possible.includes(outcome));
    if (causes.length === 0 || (stages.includes(from) && stage !== undefined && stage !== from)) continue;
    ways.set(Next, [...(ways.get(Next) ?? []), ...causes]);
  }
  return [...ways].map(([to, causes]) => ({
    from,
    to,
    causes: possible.filter((cause) => causes.includes(cause)),
  }));
}

/** The part of a definition that an application can come through: without the stages that its policy does not have. */
export function withStages({ start, states, ways }: Definition, stages: readonly string[]): Definition {
  const isShown = (state: string) => !stageIds.some((stage) => stage === state) || stages.includes(state);
  return {
    start,
    states: states.filter(isShown),
    ways: ways.filter(({ from, to }) => isShown(from) && isShown(to)),
  };
}

/** Reads a route's condition. @throws RangeError for one of another form */
export function readCondition(condition: string): RouteCondition {
  const groups = CONDITION.exec(condition)?.groups;
  if (!groups) throw new RangeError(`a route's condition cannot be drawn: ${condition}`);
  const { one, many, stage } = groups;
  const outcomes = (one ? [one] : (many ?? '').split(', ').map((quoted) => quoted.slice(1, -1))) as Cause[];
  return { outcomes, ...(stage ? { stage } : {}) };
}
