import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { openClock } from '../../local/clock/local-clock.ts';
import { applyForAward, decideAll } from '../../local/demo/applications.ts';
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

/** One enterprise applies, office and bureau approve; resolves when the workflow has concluded. */
async function approveOne(origin: string): Promise<string> {
  const signIn = signInAt(origin);
  const usccOf = (login: string) => personOf(login)?.uscc ?? '';
  const nothing = () => undefined;
  await applyForAward(signIn, usccOf, [{ number: 1, resumedOn: '2020-02-11' }], nothing);
  for (const officer of ['office-1', 'bureau-1'])
    await decideAll(signIn, [officer], 1, () => ({ outcome: 'approve' }), nothing);
  const api = await signIn('enterprise-1');
  for (;;) {
    const [application] = (await api.listMyApplications({ query: {} })).applications;
    if (application?.status === 'approved') return application.applicationId;
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
    const applicationId = await approveOne(second.origin);
    await second.stop();
    const policy = policyOf('resumption-award');
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
      {
        name: 'state transitions of an approved application',
        figure: await transitionsOf(state, applicationId),
        unit: 'transitions',
        goal: 2 * policy.chain.length + 4,
        detail: `${policy.chain.length} stages; states entered, from the execution's own history`,
      },
    ];
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
