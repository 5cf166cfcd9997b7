import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../domain/subsidies/answers.ts';
import { type Criterion, clauseSchema, fieldsOf } from '../../domain/subsidies/clause.ts';
import { assessEligibility } from '../../domain/subsidies/eligibility.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { policySchema } from '../../domain/subsidies/policy.ts';
import { enterprise } from '../builders/enterprises.ts';

const clause = (test: Criterion) => clauseSchema.parse({ id: 'it', text: { zh: '它', en: 'It' }, test });
const found = (test: Criterion, answers: Answers = {}) => {
  const [finding] = assessEligibility({ fields: [], clauses: [clause(test)] }, answers, enterprise(1));
  if (!finding) throw new Error('every clause has a finding');
  return finding;
};

/** Conditions that come out as they are named, whatever is answered. */
const is = {
  pass: { kind: 'committed', field: 'yes' },
  fail: { kind: 'committed', field: 'no' },
  unanswered: { kind: 'committed', field: 'open' },
  'needs-review': { kind: 'judged-by-officer' },
} satisfies Record<string, Criterion>;
const answers: Answers = { yes: true, no: false };
const results = Object.keys(is) as (keyof typeof is)[];
const resultOf = (kind: 'all' | 'any', parts: readonly (keyof typeof is)[]) =>
  found({ kind, criteria: parts.map((part) => is[part]) }, answers).result;

describe('a clause of several criteria', () => {
  it('where all must hold, passes only if all do, and one that fails decides', () => {
    expect(resultOf('all', ['pass', 'pass'])).toBe('pass');
    for (const other of results) expect(resultOf('all', [other, 'fail'])).toBe('fail');
    expect(resultOf('all', ['pass', 'needs-review'])).toBe('needs-review');
    expect(resultOf('all', ['needs-review', 'unanswered'])).toBe('unanswered');
  });

  it('where any must hold, fails only if all do, and one that passes decides', () => {
    expect(resultOf('any', ['fail', 'fail'])).toBe('fail');
    for (const other of results) expect(resultOf('any', [other, 'pass'])).toBe('pass');
    expect(resultOf('any', ['fail', 'needs-review'])).toBe('needs-review');
    expect(resultOf('any', ['needs-review', 'unanswered'])).toBe('unanswered');
  });

  it('comes out the same in any order', () => {
    const parts = fc.array(fc.constantFrom(...results), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(parts, fc.constantFrom('all' as const, 'any' as const), (some, kind) => {
        expect(resultOf(kind, some.toReversed())).toBe(resultOf(kind, some));
      }),
    );
  });

  it('never turns into another verdict by an answer, once it passes or fails for good', () => {
    const tree: Criterion = {
      kind: 'any',
      criteria: [is.unanswered, { kind: 'all', criteria: [is.pass, is.unanswered] }],
    };
    expect(found(tree, answers).result).toBe('unanswered');
    expect(found(tree, { ...answers, open: true }).result).toBe('pass');
    expect(found(tree, { ...answers, open: false }).result).toBe('fail');
  });

  it('tells every value it looked at, with its question', () => {
    const tree: Criterion = { kind: 'any', criteria: [is.pass, is.unanswered, is['needs-review']] };
    expect(found(tree, answers).seen).toEqual([
      { source: 'answer', field: 'yes', value: true },
      { source: 'answer', field: 'open' },
      { source: 'officer' },
    ]);
    expect(fieldsOf(tree)).toEqual(['yes', 'open']);
  });
});

describe('a condition', () => {
  const of = (test: Criterion, value: Answers[string], other?: Answers[string]) =>
    found(test, { value, ...(other === undefined ? {} : { other }) }).result;

  it('on a day holds on the named day itself only where it says “not before”', () => {
    const day = '2020-02-24';
    expect(of({ kind: 'before', field: 'value', day }, day)).toBe('fail');
    expect(of({ kind: 'not-before', field: 'value', day }, day)).toBe('pass');
    expect(of({ kind: 'not-before', field: 'value', day }, '2020-02-23')).toBe('fail');
  });

  it('on a number holds at its limit, from both sides', () => {
    expect([9, 10, 11].map((value) => of({ kind: 'at-least', field: 'value', value: 10 }, value))).toEqual([
      'fail',
      'pass',
      'pass',
    ]);
    expect([9, 10, 11].map((value) => of({ kind: 'at-most', field: 'value', value: 10 }, value))).toEqual([
      'pass',
      'pass',
      'fail',
    ]);
  });

  it('on a share is exact: 90 of 100 are 90 per cent, 899 of 999 are not', () => {
    const kept: Criterion = { kind: 'share-at-least', field: 'value', of: 'other', percent: 90 };
    expect(of(kept, 90, 100)).toBe('pass');
    expect(of(kept, 899, 999)).toBe('fail');
    expect(of(kept, 900, 999)).toBe('pass');
    expect(of(kept, 90)).toBe('unanswered');
    expect(of(kept, '90', 100)).toBe('fail');
  });
});

describe('a policy is refused', () => {
  // As a policy that is applied for: what an offer may not have is a test of its own.
  const { offered, ...jobs } = policyOf('stable-jobs');
  const problems = (change: object) =>
    policySchema
      .safeParse({ ...jobs, ...change })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

  it('when a criterion, however deep, rests on a question it does not ask', () => {
    const test: Criterion = {
      kind: 'all',
      criteria: [is.pass, { kind: 'any', criteria: [is.fail, is.pass] }],
    };
    expect(problems({ clauses: [clause(test)] })).toEqual([
      'clauses.0.test.criteria.0.field unknown-question',
      'clauses.0.test.criteria.1.criteria.0.field unknown-question',
      'clauses.0.test.criteria.1.criteria.1.field unknown-question',
    ]);
  });

  it('when its amount or a condition rests on a question of another kind', () => {
    const amounts = [
      { kind: 'share', field: 'workersNow', percent: 10, capFen: 100 },
      { kind: 'per-head', field: 'truthful', fenEach: 1, capFen: 1 },
    ];
    for (const amount of amounts) expect(problems({ amount })).toEqual(['amount.field wrong-kind']);
    const test: Criterion = { kind: 'before', field: 'workersNow', day: '2020-02-24' };
    expect(problems({ clauses: [clause(test)] })).toEqual(['clauses.0.test.field wrong-kind']);
  });

  it('when a condition asks for an option that its question does not have', () => {
    const options = ['yes', 'no'].map((value) => ({ value, label: { zh: value, en: value } }));
    const fields = [...jobs.fields, { kind: 'choice', id: 'kept', label: { zh: '留', en: 'Kept' }, options }];
    const test: Criterion = { kind: 'one-of', field: 'kept', values: ['yes', 'perhaps'] };
    expect(problems({ fields, clauses: [clause(test)] })).toEqual(['clauses.0.test.values.1 not-an-option']);
  });

  it.each<[string, object, string]>([
    ['asks two questions of one name', { fields: [...jobs.fields, jobs.fields[0]] }, 'fields.3.id duplicate'],
    [
      'has two clauses of one name',
      { clauses: [...jobs.clauses, jobs.clauses[0]] },
      'clauses.3.id duplicate',
    ],
    [
      'ends before it begins',
      { window: { opensAt: jobs.window.closesAt, closesAt: jobs.window.opensAt } },
      'window.closesAt wrong-order',
    ],
    [
      'asks the profile for what it does not answer',
      { fields: jobs.fields.map((one) => (one.kind === 'integer' ? { ...one, fromProfile: 'scale' } : one)) },
      'fields.0.fromProfile not-in-profile fields.1.fromProfile not-in-profile',
    ],
    ['could not pay a single award', { budgetFen: 299_999_999 }, 'budgetFen below-one-award'],
  ])('when it %s', (_what, change, problem) => {
    expect(problems(change).join(' ')).toBe(problem);
  });

  it('when its tiers do not rise', () => {
    const tiers = [
      { atLeast: 10, fen: 100 },
      { atLeast: 20, fen: 100 },
    ];
    expect(problems({ amount: { kind: 'tiers', field: 'workersNow', tiers } })).toEqual([
      'amount.tiers.1.fen not-rising',
    ]);
  });

  it.each<[string, object[], string]>([
    [
      'does not begin with office and bureau',
      [{ stage: 'officeAcceptance', workingDays: 3 }],
      'chain chain-order',
    ],
    ['has a stage twice', [...jobs.chain, { stage: 'bureauReview', workingDays: 3 }], 'chain chain-order'],
    [
      'lets the bureau depend on the amount',
      jobs.chain.map((link) => (link.stage === 'bureauReview' ? { ...link, aboveFen: 1 } : link)),
      'chain.1.aboveFen finance-only',
    ],
  ])('when its chain %s', (_what, chain, problem) => {
    expect(problems({ chain })).toEqual([problem]);
  });

  it('when a stage judges a question it does not ask, or no stage judges one it asks', () => {
    const chain = jobs.chain.map((link) => ({ ...link, judges: ['workersBefore', 'workersNow'] }));
    expect(problems({ chain })).toEqual(['fields.2 not-judged']);
    const all = jobs.chain.map((link) => ({ ...link, judges: [...jobs.fields.map(({ id }) => id), 'no'] }));
    expect(problems({ chain: all.slice(0, 2) })).toEqual([
      'chain.0.judges.3 unknown-question',
      'chain.1.judges.3 unknown-question',
    ]);
  });

  it('when two pieces of evidence share an id, or more are required than an application may attach', () => {
    const piece = (id: string) => ({ id, label: { zh: id, en: id }, required: true });
    expect(problems({ evidence: [piece('wages'), piece('wages')] })).toEqual(['evidence.1.id duplicate']);
    const many = Array.from({ length: 11 }, (_, index) => piece(`piece${index}`));
    expect(problems({ evidence: many })).toEqual(['evidence too-many-required']);
  });

  it('when it is illustrative and does not say so, or says so and is not', () => {
    expect(problems({ title: { zh: '稳岗补贴', en: 'Stable jobs' } })).toEqual([
      'title.zh not-said-illustrative',
    ]);
    expect(problems({ illustrative: false })).toEqual(['title.zh said-illustrative']);
  });
});
