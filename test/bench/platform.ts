import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openClock } from '../../local/clock/local-clock.ts';
import { decideAll, demoProfile, stateProfile } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import { openEngine } from '../../local/step-functions/engine.ts';
import { countTransitions } from '../../local/step-functions/history.ts';
import { portNear } from '../../local/supervise/instance.ts';
import type { Row } from './row.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PORT = 3700;

interface Running {
  origin: string;
  /** Seconds from the command to the line that says it is ready. */
  seconds: number;
  stop(): Promise<void>;
}

/** `npm start` as a person runs it. */
async function start(state: string): Promise<Running> {
  const port = await portNear(PORT);
  const started = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--no-seed', '--state', state], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exit = once(child, 'exit');
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('is ready') && ready());
    exit.then(() => failed(new Error('the platform ended before it was ready')));
  });
  const seconds = (performance.now() - started) / 1000;
  return {
    origin: `http://localhost:${port}`,
    seconds,
    stop: async () => {
      if (child.pid) process.kill(-child.pid, 'SIGINT');
      await exit;
    },
  };
}

/** Applications on their way to approval, of two stages and, above the policy's threshold, of three. */
const approvals = [
  {
    login: 'enterprise-1',
    policyId: 'resumption-award',
    answers: {
      resumedOn: '2020-02-11',
      employeesReturned: 57,
      industry: 'electronics',
      preventionMeasures: '示例：返岗人员全部排查，物资备足两周，分区管控，专人驻厂。',
      truthful: true,
    },
    officers: ['office-1', 'bureau-1'],
  },
  {
    login: 'enterprise-4',
    policyId: 'stable-jobs',
    answers: { workersBefore: 2000, workersNow: 2000, truthful: true },
    officers: ['office-1', 'bureau-1', 'finance-1'],
  },
] as const;

/** One enterprise applies, the officers of all stages approve; resolves when the workflow has concluded. */
async function approve(
  origin: string,
  { login, policyId, answers, officers }: (typeof approvals)[number],
): Promise<string> {
  const signIn = signInAt(origin);
  const api = await signIn(login);
  await stateProfile(api, demoProfile(Number(login.split('-')[1]), '2020-02-11'));
  const { applicationId } = await api.submitApplication({
    body: { uscc: personOf(login)?.uscc ?? '', policyId, answers },
  });
  for (const officer of officers)
    await decideAll(
      signIn,
      [officer],
      1,
      () => ({ outcome: 'approve' }),
      () => undefined,
    );
  for (;;) {
    const { status } = await api.getApplication({ params: { applicationId } });
    if (status === 'approved') return applicationId;
    await wait(100);
  }
}

/** Counts the states an execution entered, asked of the durable engine by its own protocol. */
async function transitionsOf(state: string, applicationId: string): Promise<number> {
  const engine = openEngine({
    file: join(state, 'engine', 'executions.sqlite'),
    // The platform's own clock: by today's, executions of 2020 are past their 90 days.
    clock: openClock(join(state, 'clock.json'), Date.now).now,
    random: Math.random,
    newId: randomUUID,
    invoke: () => Promise.reject(new Error('nothing is called any more')),
  });
  try {
    const ask = async (operation: string, body: object) => {
      const answer = await engine.handle(`AWSStepFunctions.${operation}`, body);
      if (answer.status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer.body)}`);
      return answer.body as Record<string, Record<string, string>[]>;
    };
    const [machine] = (await ask('ListStateMachines', {}))['stateMachines'] ?? [];
    const arn = machine?.['stateMachineArn'];
    const { executions = [] } = await ask('ListExecutions', { stateMachineArn: arn });
    const execution = executions.find(({ name }) => name?.includes(applicationId));
    const { events = [] } = await ask('GetExecutionHistory', {
      executionArn: execution?.['executionArn'],
      maxResults: 1000,
    });
    return countTransitions(events);
  } finally {
    await engine.close();
  }
}

/** Start-up of the platform, and what one approved application costs its workflow. */
export async function platformRows(): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'fugong-bench-'));
  try {
    const first = await start(state);
    await first.stop();
    const second = await start(state);
    const approved: string[] = [];
    for (const approval of approvals) approved.push(await approve(second.origin, approval));
    await second.stop();
    const transitions: Row[] = [];
    for (const [index, { officers }] of approvals.entries())
      transitions.push(await transitionRow(officers.length, state, approved[index]));
    const startUp = { unit: 's', goal: 15 };
    return [
      {
        name: 'start-up on an empty state',
        figure: first.seconds,
        ...startUp,
        detail: 'npm start to "is ready", parts built before',
      },
      {
        name: 'start-up on a kept state',
        figure: second.seconds,
        ...startUp,
        detail: 'the same, second start',
      },
      ...transitions,
    ];
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

async function transitionRow(stages: number, state: string, applicationId = ''): Promise<Row> {
  return {
    name: `state transitions of an approval, ${stages} stages`,
    figure: await transitionsOf(state, applicationId),
    unit: 'transitions',
    goal: 2 * stages + 4,
    detail: 'states entered, from the history of the execution itself',
  };
}
