import { industries, type ProfileFact, scales } from '../enterprises/profile.ts';
import type { FieldProblem, FieldReason } from '../errors.ts';
import { MAX_ATTACHMENTS } from './evidence.ts';
import { stageIds } from './review.ts';

/** What of a question matters for whether a policy fits together. */
interface Question {
  kind: string;
  id?: string | undefined;
  min?: string | number | undefined;
  max?: string | number | undefined;
  minFen?: number | undefined;
  maxFen?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  options?: readonly { value?: string | undefined }[] | undefined;
  fromProfile?: ProfileFact | undefined;
}

interface Test {
  kind: string;
  field?: string | undefined;
  of?: string | undefined;
  values?: readonly string[] | undefined;
  criteria?: readonly Test[] | undefined;
}

/** The statements of a policy, or as many of them as are written. */
export interface Statements {
  illustrative?: boolean | undefined;
  offered?: boolean | undefined;
  title?: { zh?: string | undefined } | undefined;
  budgetFen?: number | undefined;
  window?: { opensAt?: string | undefined; closesAt?: string | undefined } | undefined;
  fields?: readonly Question[] | undefined;
  clauses?: readonly { id?: string | undefined; test?: Test | undefined }[] | undefined;
  amount?:
    | {
        kind: string;
        field?: string | undefined;
        fen?: number | undefined;
        capFen?: number | undefined;
        tiers?: readonly { atLeast?: number | undefined; fen?: number | undefined }[] | undefined;
      }
    | undefined;
  evidence?: readonly { id?: string | undefined; required?: boolean | undefined }[] | undefined;
  chain?:
    | readonly {
        stage?: string | undefined;
        aboveFen?: number | undefined;
        judges?: readonly string[] | undefined;
      }[]
    | undefined;
}

/** The kinds of question each formula and condition can rest on. */
const restsOn: Record<string, readonly string[]> = {
  share: ['money'],
  'per-head': ['integer'],
  tiers: ['integer'],
  before: ['date'],
  'not-before': ['date'],
  'at-least': ['integer', 'money'],
  'at-most': ['integer', 'money'],
  'share-at-least': ['integer', 'money'],
  'one-of': ['choice'],
  committed: ['commitment'],
};

/** The kind of question that each fact of a profile answers, and the options where it is one of several. */
const factAnswers: Record<ProfileFact, { kind: string; values?: readonly (string | undefined)[] }> = {
  industry: { kind: 'choice', values: industries },
  scale: { kind: 'choice', values: scales },
  employeesBefore: { kind: 'integer' },
  employeesReturned: { kind: 'integer' },
  resumedOn: { kind: 'date' },
};

/**
 * What of a policy's statements does not fit together, each named by its place; nothing for a good one. What is not
 * written yet fits with everything: that it is missing is the schema's to say.
 */
export function* inconsistenciesOf(policy: Statements): Generator<FieldProblem> {
  const { fields = [], clauses = [], amount, evidence = [], chain = [], window } = policy;
  yield* questionProblems(fields);
  yield* duplicates(clauses, 'clauses', 'id');
  for (const [index, { test }] of clauses.entries())
    if (test) yield* testProblems(test, `clauses.${index}.test`, fields);
  if (amount) yield* amountProblems(amount, policy);
  yield* duplicates(evidence, 'evidence', 'id');
  if (evidence.filter(({ required }) => required).length > MAX_ATTACHMENTS)
    yield { path: 'evidence', reason: 'too-many-required', expected: `≤ ${MAX_ATTACHMENTS}` };
  yield* chainProblems(chain);
  yield* judgementProblems(chain, fields);
  if (policy.offered) yield* offerProblems(policy);
  if (isBelow(window?.closesAt, window?.opensAt, 'or equal'))
    yield { path: 'window.closesAt', reason: 'wrong-order' };
  if (
    policy.illustrative !== undefined &&
    policy.title?.zh &&
    policy.illustrative !== policy.title.zh.includes('示例')
  )
    yield { path: 'title.zh', reason: policy.illustrative ? 'not-said-illustrative' : 'said-illustrative' };
}

function* questionProblems(fields: readonly Question[]): Generator<FieldProblem> {
  yield* duplicates(fields, 'fields', 'id');
  for (const [index, field] of fields.entries()) {
    const at = `fields.${index}`;
    if (isBelow(field.max, field.min)) yield { path: `${at}.max`, reason: 'wrong-order' };
    if (isBelow(field.maxFen, field.minFen)) yield { path: `${at}.maxFen`, reason: 'wrong-order' };
    if (isBelow(field.maxLength, field.minLength)) yield { path: `${at}.maxLength`, reason: 'wrong-order' };
    yield* duplicates(field.options ?? [], `${at}.options`, 'value');
    if (!fitsProfile(field)) yield { path: `${at}.fromProfile`, reason: 'not-in-profile' };
  }
}

/** What keeps a policy from being offered: a question the profile does not answer, a judgement, a piece to attach. */
function* offerProblems({ fields = [], clauses = [], evidence = [] }: Statements): Generator<FieldProblem> {
  const judged = ({ kind, criteria = [] }: Test): boolean =>
    kind === 'judged-by-officer' || criteria.some(judged);
  for (const [index, { kind, fromProfile }] of fields.entries())
    if (kind !== 'commitment' && !fromProfile) yield { path: `fields.${index}`, reason: 'not-offerable' };
  for (const [index, { test }] of clauses.entries())
    if (test && judged(test)) yield { path: `clauses.${index}.test`, reason: 'not-offerable' };
  for (const [index, { required }] of evidence.entries())
    if (required) yield { path: `evidence.${index}.required`, reason: 'not-offerable' };
}

/** Whether the fact a question names is of its kind, and its options are all among the fact's values. */
function fitsProfile({ kind, options = [], fromProfile }: Question): boolean {
  if (fromProfile === undefined) return true;
  const fact = factAnswers[fromProfile];
  return fact.kind === kind && options.every(({ value }) => fact.values?.includes(value));
}

function* testProblems(test: Test, at: string, fields: readonly Question[]): Generator<FieldProblem> {
  for (const [index, part] of (test.criteria ?? []).entries())
    yield* testProblems(part, `${at}.criteria.${index}`, fields);
  for (const name of ['field', 'of'] as const) {
    const problem = questionProblem(test[name], test.kind, fields);
    if (problem) yield { path: `${at}.${name}`, ...problem };
  }
  const options = fields.find(({ id }) => id === test.field)?.options?.map(({ value }) => value);
  if (test.kind === 'one-of' && options)
    for (const [index, value] of (test.values ?? []).entries())
      if (!options.includes(value)) yield { path: `${at}.values.${index}`, reason: 'not-an-option' };
}

function* amountProblems(
  amount: NonNullable<Statements['amount']>,
  { fields = [], budgetFen }: Statements,
): Generator<FieldProblem> {
  const problem = questionProblem(amount.field, amount.kind, fields);
  if (problem) yield { path: 'amount.field', ...problem };
  for (const [index, tier] of (amount.tiers ?? []).entries()) {
    const below = amount.tiers?.[index - 1];
    if (isBelow(tier.atLeast, below?.atLeast, 'or equal'))
      yield { path: `amount.tiers.${index}.atLeast`, reason: 'not-rising' };
    if (isBelow(tier.fen, below?.fen, 'or equal'))
      yield { path: `amount.tiers.${index}.fen`, reason: 'not-rising' };
  }
  const most = amount.fen ?? amount.capFen ?? amount.tiers?.at(-1)?.fen;
  if (isBelow(budgetFen, most)) yield { path: 'budgetFen', reason: 'below-one-award' };
}

function* chainProblems(chain: NonNullable<Statements['chain']>): Generator<FieldProblem> {
  const stages = chain.map(({ stage }) => stage);
  const inOrder = stageIds.filter((stage) => stages.includes(stage)).join();
  const [office, bureau] = stageIds;
  if (chain.length > 0 && (stages[0] !== office || stages[1] !== bureau || stages.join() !== inOrder))
    yield { path: 'chain', reason: 'chain-order' };
  for (const [index, { stage, aboveFen }] of chain.entries())
    if (aboveFen !== undefined && stage !== 'financeCheck')
      yield { path: `chain.${index}.aboveFen`, reason: 'finance-only' };
}

/** Every stage judges questions that are asked, and every question is judged by one; a stage that names none judges all. */
function* judgementProblems(
  chain: NonNullable<Statements['chain']>,
  fields: readonly Question[],
): Generator<FieldProblem> {
  for (const [index, { judges = [] }] of chain.entries())
    for (const [place, name] of judges.entries())
      if (fields.every(({ id }) => id !== name))
        yield { path: `chain.${index}.judges.${place}`, reason: 'unknown-question' };
  if (chain.length === 0 || chain.some(({ judges }) => judges === undefined)) return;
  const judged = chain.flatMap(({ judges }) => judges);
  for (const [index, { id }] of fields.entries())
    if (id && !judged.includes(id)) yield { path: `fields.${index}`, reason: 'not-judged' };
}

/** Whether a question is there and of a kind that this can rest on; nothing is said where none is named yet. */
function questionProblem(
  name: string | undefined,
  kind: string,
  fields: readonly Question[],
): { reason: FieldReason } | undefined {
  if (!name) return undefined;
  const question = fields.find(({ id }) => id === name);
  if (!question) return { reason: 'unknown-question' };
  return restsOn[kind]?.includes(question.kind) === false ? { reason: 'wrong-kind' } : undefined;
}

function* duplicates<Name extends string>(
  parts: readonly { [Key in Name]?: string | undefined }[],
  at: string,
  name: Name,
): Generator<FieldProblem> {
  const values = parts.map((part) => part[name]);
  for (const [index, value] of values.entries())
    if (value && values.indexOf(value) < index) yield { path: `${at}.${index}.${name}`, reason: 'duplicate' };
}

function isBelow<T extends string | number>(
  value: T | undefined,
  bound: T | undefined,
  equal?: 'or equal',
): boolean {
  if (value === undefined || bound === undefined || value === '' || bound === '') return false;
  return value < bound || (equal !== undefined && value === bound);
}
