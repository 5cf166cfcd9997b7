import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentProblems } from '../../contract/policies.ts';
import { publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { policySchema } from '../../domain/subsidies/policy.ts';
import {
  contentOf,
  type DraftEvent,
  type DraftState,
  draftStates,
  draftTransitions,
  editDraft,
  type PolicyContent,
  type PolicyDraft,
  policyContentSchema,
  policyOfDraft,
  proposeDraft,
  publishDraft,
  withdrawProposal,
} from '../../domain/subsidies/policy-draft.ts';
import { OPENING } from '../builders/applications.ts';
import { bureau } from '../builders/enterprises.ts';

const contents = fc.constantFrom(...publishedPolicies.map(contentOf));

/** A content with any number of its parts, however deep, not written yet; the kind of a part is chosen before the rest. */
const unfinished = fc
  .tuple(contents, fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
  .map(([content, dice]) => {
    const prune = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.filter(() => dice.next().value !== 0).map(prune);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key === 'kind' || dice.next().value !== 0)
          .map(([key, part]) => [key, prune(part)]),
      );
    };
    return prune(content) as PolicyContent;
  });

describe('a draft of a policy', () => {
  it('can be saved with any part of it missing, and comes back as it was', () => {
    fc.assert(
      fc.property(unfinished, (content) => {
        expect(policyContentSchema.parse(content)).toEqual(content);
      }),
    );
  });

  it('has no problem exactly when it could be published, and each problem has a place', () => {
    let finished = 0;
    fc.assert(
      fc.property(fc.oneof(unfinished, contents), (content) => {
        const problems = contentProblems(content);
        const policy = policySchema.safeParse(policyOfDraft('any-policy', 2, content));
        expect(problems.length === 0).toBe(policy.success);
        for (const { path } of problems) expect(path).not.toBe('');
        if (policy.success) finished += 1;
      }),
      { seed: 20_200_221 },
    );
    expect(finished).toBeGreaterThan(0);
  });

  it('says what is missing and what does not fit together at once, each by its place', () => {
    const [award] = publishedPolicies;
    if (!award) throw new Error('policies ship');
    const content: PolicyContent = {
      ...contentOf(award),
      title: { zh: '复工复产奖励', en: '' },
      budgetFen: undefined,
      clauses: [
        { id: 'early', text: { zh: '早', en: 'Early' }, test: { kind: 'before', field: 'industry' } },
        { id: 'both', text: { zh: '都', en: 'Both' }, test: { kind: 'all', criteria: [] } },
      ],
    };
    expect(contentProblems(content).map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'title.en required',
      'budgetFen required',
      'clauses.0.test.day required',
      'clauses.1.test.criteria too-short',
      'clauses.0.test.field wrong-kind',
    ]);
  });

  it('refuses what no policy has', () => {
    for (const content of [{ colour: 'red' }, { amount: { kind: 'lottery' } }, { title: { fr: 'Prime' } }])
      expect(policyContentSchema.safeParse(content).success).toBe(false);
  });
});

describe('the life of a draft', () => {
  const draft = (state: DraftState): PolicyDraft => ({
    policyId: 'canteen',
    state,
    version: 3,
    content: {},
    edited: { by: 'bureau-1', byName: '示例', at: OPENING.toISOString() },
    ...(state === 'proposed'
      ? { proposed: { by: 'bureau-2', byName: '示例', at: OPENING.toISOString() } }
      : {}),
  });
  const acts: Record<DraftEvent, (draft: PolicyDraft) => { state: DraftState }> = {
    savePolicyDraft: (before) => editDraft(before, {}, bureau(1), OPENING),
    proposePolicy: (before) => proposeDraft(before, bureau(1), OPENING),
    withdrawProposal: (before) => withdrawProposal(before),
    publishPolicy: (before) => publishDraft(before, bureau(3)),
  };

  it('is the table, and nothing else happens in any state', () => {
    for (const state of draftStates)
      for (const [event, act] of Object.entries(acts)) {
        const row: Partial<Record<string, DraftState>> = draftTransitions[state];
        if (row[event]) expect(act(draft(state)).state, `${state} ${event}`).toBe(row[event]);
        else expect(() => act(draft(state)), `${state} ${event}`).toThrow('state-not-allowed');
      }
  });

  it('ends in publication by neither who proposed it nor who edited it last', () => {
    for (const own of [1, 2])
      expect(() => publishDraft(draft('proposed'), bureau(own))).toThrow('own-proposal');
    expect(publishDraft(draft('proposed'), bureau(3))).toMatchObject({ state: 'published', version: 3 });
  });
});
