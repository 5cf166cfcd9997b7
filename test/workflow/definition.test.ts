import { existsSync } from 'node:fs';
import validator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { settlementSchema, stepIds, steps } from '../../contract/steps.ts';
import { applicationTransitions } from '../../domain/subsidies/application.ts';
import { publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { stageIds } from '../../domain/subsidies/review.ts';
import { fileNameOf, functionNames } from '../../functions/env.ts';
import { loadDefinition } from '../../local/step-functions/load-definition.ts';
import applicationReview from '../../workflows/application-review.asl.json' with { type: 'json' };
import { substitute, workflows } from '../../workflows/workflows.ts';
import { substitutions } from '../builders/workflow.ts';

interface State {
  Type: string;
  Resource?: string;
  Arguments?: { FunctionName: string; Payload: Record<string, string> };
  Choices?: { Condition: string; Next: string }[];
  Default?: string;
}
const states = applicationReview.States as Record<string, State>;
const tasks = Object.entries(states).filter(([, state]) => state.Type === 'Task');
const stepOf = (state: State) => state.Arguments?.FunctionName.slice(2, -1) ?? '';

describe.each(workflows)('the definition of $name', ({ name, definition, steps: named }) => {
  it('is a valid state machine once its placeholders are filled in', () => {
    const filled = substitute(definition, substitutions);
    expect(filled).not.toContain('${');
    const { isValid, errorsText } = validator(JSON.parse(filled));
    expect(isValid, errorsText()).toBe(true);
  });

  it('is one that the local engine runs whole', () => {
    expect(() => loadDefinition(substitute(definition, substitutions))).not.toThrow();
  });

  it('bears the name of its file', () => {
    expect(existsSync(`workflows/${name}.asl.json`)).toBe(true);
  });

  it('refuses a placeholder without a value', () => {
    expect(() => substitute(definition, { partition: 'aws' })).toThrow(/^no value for .*screenApplication/);
  });

  it('calls every step of the contract', () => {
    expect([...named].sort()).toEqual([...stepIds].sort());
  });
});

describe('one name', () => {
  it.each(stepIds)('%s is the contract’s step, the file, the function and the state', (step) => {
    expect(steps).toHaveProperty(step);
    expect(existsSync(`functions/steps/${fileNameOf(step)}.ts`)).toBe(true);
    expect(existsSync(`functions/steps/${fileNameOf(step)}.lambda.ts`)).toBe(true);
    expect(functionNames).toContain(step);
    // Several states call openReview: those are named after the stage that they open.
    const callers = tasks.filter(([, state]) => stepOf(state) === step).map(([name]) => name);
    expect(callers).toEqual(step === 'openReview' ? [...stageIds] : [step]);
  });

  it('of a stage is the domain’s, the state’s, and what the state tells its step', () => {
    for (const stage of stageIds) expect(states[stage]?.Arguments?.Payload['stage'], stage).toBe(stage);
  });

  it('of an event in the table of an application’s life is an operation, a step or a conclusion', () => {
    const events = new Set(Object.values(applicationTransitions).flatMap((row) => Object.keys(row)));
    const conclusions = steps.concludeApplication.input.shape.conclusion.options;
    for (const step of ['openReview', 'escalateReview', 'awaitCorrection', ...conclusions]) {
      expect(events, step).toContain(step);
    }
  });
});

describe('the order of things', () => {
  it('is the policies’: each has office and bureau, and finance where it says so, in the workflow’s order', () => {
    for (const policy of publishedPolicies) {
      const chain = policy.chain.map(({ stage }) => stage);
      expect(chain, policy.id).toEqual(stageIds.filter((stage) => chain.includes(stage)));
      expect(chain, policy.id).toEqual(expect.arrayContaining(['officeAcceptance', 'bureauReview']));
    }
  });

  it('passes ids, stages and times to steps, and no record', () => {
    for (const [name, state] of tasks) {
      const allowed = Object.keys(steps[stepOf(state) as (typeof stepIds)[number]].input.shape);
      expect(Object.keys(state.Arguments?.Payload ?? {}).sort(), name).toEqual(allowed.sort());
    }
  });

  it('waits with a token exactly where people act', () => {
    const waiting = tasks
      .filter(([, state]) => state.Resource?.endsWith('.waitForTaskToken'))
      .map(([name]) => name);
    expect(waiting).toEqual([...stageIds, 'awaitCorrection']);
  });

  it('has a way for every outcome that a token can be settled with, and none from a deadline to approval', () => {
    const conditions = (states['route']?.Choices ?? []).map(({ Condition }) => Condition).join('\n');
    const { outcome } = settlementSchema.shape;
    for (const name of [...outcome.options, 'remind', 'awaited', 'overdue', 'lapse'])
      expect(conditions).toContain(`'${name}'`);
    expect(states['route']?.Default).toBe('unknownOutcome');
    const overdue = (states['route']?.Choices ?? []).filter(({ Condition }) => Condition.includes('overdue'));
    expect(overdue.map(({ Next }) => Next)).toEqual([...stageIds]);
  });
});
