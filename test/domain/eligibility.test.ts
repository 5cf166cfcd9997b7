import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/fields.ts';
import { DomainError, type FieldProblem } from '../../domain/errors.ts';
import { type Answers, assertNotInFuture, completeAnswersSchema } from '../../domain/subsidies/answers.ts';
import { assessEligibility, overallResult } from '../../domain/subsidies/eligibility.ts';
import { policyOf, publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { busAnswers, goodAnswers, OPENING } from '../builders/applications.ts';
import { enterprise } from '../builders/enterprises.ts';

const award = policyOf('resumption-award');
const bus = policyOf('chartered-bus');

function resultOf(answers: Answers, clauseId: string, policy = award): string | undefined {
  return assessEligibility(policy, answers, enterprise(1)).find((finding) => finding.clauseId === clauseId)
    ?.result;
}

function refused(run: () => unknown): readonly FieldProblem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
  return [];
}

describe('eligibility', () => {
  it('gives one finding per clause, in the policy’s order, for any answers', () => {
    const anything = fc.dictionary(
      fc.constantFrom(...award.fields.map((field) => field.id), 'other'),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    );
    fc.assert(
      fc.property(anything, (answers) => {
        const found = assessEligibility(award, answers, enterprise(1)).map((finding) => finding.clauseId);
        expect(found).toEqual(award.clauses.map((clause) => clause.id));
      }),
    );
  });

  it('holds for resumption on 23 February and fails on the 24th', () => {
    const clause = 'resumed-before-24-february';
    expect(resultOf({ ...goodAnswers, resumedOn: '2020-02-23' }, clause)).toBe('pass');
    expect(resultOf({ ...goodAnswers, resumedOn: '2020-02-24' }, clause)).toBe('fail');
  });

  it('counts to the last worker, and knows which origins are meant', () => {
    expect(resultOf({ ...busAnswers, workersCarried: 10 }, 'at-least-ten-workers', bus)).toBe('pass');
    expect(resultOf({ ...busAnswers, workersCarried: 9 }, 'at-least-ten-workers', bus)).toBe('fail');
    expect(resultOf({ ...busAnswers, origin: 'city' }, 'from-outside-the-city', bus)).toBe('fail');
  });

  it('leaves an open question unanswered instead of failing it, and a judged clause to the officer', () => {
    expect(resultOf({}, 'resumed-before-24-february')).toBe('unanswered');
    expect(resultOf({ ...goodAnswers, resumedOn: '' }, 'resumed-before-24-february')).toBe('unanswered');
    expect(resultOf(goodAnswers, 'prevention-in-place')).toBe('needs-review');
  });

  it('fails a clause whose answer is of another type than it asks for', () => {
    expect(resultOf({ ...goodAnswers, resumedOn: 20_200_220 }, 'resumed-before-24-february')).toBe('fail');
    expect(resultOf({ ...busAnswers, workersCarried: '42' }, 'at-least-ten-workers', bus)).toBe('fail');
    expect(resultOf({ ...goodAnswers, truthful: 'true' }, 'truthful')).toBe('fail');
  });

  it('is failed by one failed clause, whatever else holds', () => {
    const late = { ...goodAnswers, resumedOn: '2020-03-01' };
    expect(overallResult(assessEligibility(award, late, enterprise(1)))).toBe('fail');
    expect(overallResult(assessEligibility(award, goodAnswers, enterprise(1)))).toBe('needs-review');
    expect(overallResult([])).toBe('pass');
  });
});

describe('a complete form', () => {
  it('takes the answers it asks for', () => {
    expect(check(completeAnswersSchema(award), goodAnswers, 'answers')).toEqual(goodAnswers);
    expect(check(completeAnswersSchema(bus), busAnswers, 'answers')).toEqual(busAnswers);
  });

  it.each([
    ['resumedOn', undefined, 'required'],
    ['resumedOn', '2020-02-30', 'format'],
    ['resumedOn', '2019-12-31', 'not-an-option'],
    ['employeesReturned', 0, 'too-small'],
    ['employeesReturned', 1.5, 'type'],
    ['employeesReturned', '86', 'type'],
    ['industry', 'mining', 'not-an-option'],
    ['preventionMeasures', '   好   ', 'too-short'],
    ['preventionMeasures', '长'.repeat(501), 'too-long'],
    ['truthful', false, 'must-be-accepted'],
    ['surprise', 1, 'unknown-field'],
  ])('names the field %s for %j as %s', (field, value, reason) => {
    const answers = { ...goodAnswers, [field]: value };
    const fields = refused(() => check(completeAnswersSchema(award), answers, 'answers'));
    expect(fields).toEqual([expect.objectContaining({ path: `answers.${field}`, reason })]);
  });

  it('names every wrong field at once', () => {
    const fields = refused(() => check(completeAnswersSchema(award), {}, 'answers'));
    expect(fields.map(({ path }) => path)).toEqual(award.fields.map(({ id }) => `answers.${id}`));
  });

  it('takes today’s day in Zhengzhou and refuses tomorrow’s', () => {
    expect(
      refused(() => assertNotInFuture(award, { ...goodAnswers, resumedOn: '2020-02-21' }, OPENING)),
    ).toEqual([]);
    expect(
      refused(() => assertNotInFuture(award, { ...goodAnswers, resumedOn: '2020-02-22' }, OPENING)),
    ).toEqual([{ path: 'answers.resumedOn', reason: 'date-in-future', expected: '≤ 2020-02-21' }]);
  });
});

describe('the published policies', () => {
  it('each have their clauses answered by their own fields, and only the resumption award is not illustrative', () => {
    expect(publishedPolicies.filter((policy) => !policy.illustrative).map(({ id }) => id)).toEqual([
      'resumption-award',
    ]);
  });

  it('are found by their version, and unknown ones are refused by name', () => {
    expect(policyOf('resumption-award', 1)).toBe(award);
    for (const [id, version] of [
      ['no-such', undefined],
      ['resumption-award', 9],
    ] as const) {
      expect(() => policyOf(id, version)).toThrow('policy-not-found');
    }
  });
});
