/**
 * The engine in a process of its own, made to be killed: starts the executions of the recovery test, notes every call
 * of a function before it begins and every acknowledged request after it, and ends when all executions have ended.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEngine } from '../../../local/step-functions/engine.ts';
import { EXECUTIONS, machine } from './recovery-machine.ts';

const folder = process.argv[2] ?? '';
const note = (file: string, line: string) => appendFileSync(join(folder, file), `${line}\n`);
const notes = (file: string) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean) : [];

const engine = openEngine({
  file: join(folder, 'state.db'),
  clock: () => new Date(),
  // FULL jitter of 1 s: retries after 20 ms.
  random: () => 0.02,
  newId: randomUUID,
  onFault: (fault) => note('faults', String(fault)),
  invoke: async (name, payload) => {
    const { key, token, retry } = payload as { key: string; token?: string; retry: number };
    note('calls', key);
    if (token) note('tokens', token);
    await pause(5 + Math.random() * 40);
    if (name === 'flaky' && retry === 0) {
      return { payload: { errorType: 'Busy', errorMessage: 'again' }, functionError: 'Unhandled' };
    }
    return { payload: key };
  },
});
const send = async (operation: string, body: object) => engine.handle(`AWSStepFunctions.${operation}`, body);

const stateMachineArn = engine.putStateMachine({
  name: 'recovery',
  roleArn: 'role',
  definition: JSON.stringify(machine),
});
note('ready', String(process.pid));
for (const name of EXECUTIONS) {
  const { status } = await send('StartExecution', { stateMachineArn, name, input: JSON.stringify({ name }) });
  if (status === 200) note('started', name);
}
for (let running = 1; running > 0; ) {
  for (const taskToken of notes('tokens')) {
    // People take their time: most tokens are still awaited when the process is killed.
    if (Math.random() < 0.85) continue;
    const { status } = await send('SendTaskSuccess', { taskToken, output: '"answered"' });
    if (status === 200) note('answered', taskToken);
  }
  const { body } = await send('ListExecutions', { stateMachineArn, statusFilter: 'RUNNING' });
  running = (body['executions'] as unknown[]).length;
  await pause(15);
}
await engine.close();
note('ended', 'all');
