import type { Enterprise } from '../enterprises/enterprise.ts';
import type { ProfileFacts } from '../enterprises/profile.ts';
import type { Fen } from '../money.ts';
import { amountOf } from './amount.ts';
import type { Answers } from './answers.ts';
import { assessEligibility, type Finding, overallResult } from './eligibility.ts';
import type { Policy } from './policy.ts';
import { prefilledAnswers } from './prefill.ts';

/** An application that the system has prepared (免申即享): only its declarations are left to a person. */
export interface Offer {
  answers: Answers;
  findings: Finding[];
  amountFen: Fen;
}

/**
 * The offer of a policy to an enterprise, from registry and profile alone.
 * @returns undefined where the policy makes none, a fact is missing, or a clause fails whatever a person declares
 */
export function offerOf(
  policy: Pick<Policy, 'offered' | 'fields' | 'clauses' | 'amount'>,
  enterprise: Enterprise,
  facts: ProfileFacts,
): Offer | undefined {
  if (!policy.offered) return undefined;
  const answers = prefilledAnswers(policy, facts);
  const declared = Object.fromEntries(
    policy.fields.filter(({ kind }) => kind === 'commitment').map(({ id }) => [id, true]),
  );
  const all = { ...answers, ...declared };
  const amountFen = amountOf(policy, all);
  const complete = policy.fields.every(({ id }) => all[id] !== undefined);
  if (!complete || !amountFen) return undefined;
  if (overallResult(assessEligibility(policy, all, enterprise, facts)) !== 'pass') return undefined;
  return { answers, findings: assessEligibility(policy, answers, enterprise, facts), amountFen };
}

/** Whether answers are those of an offer, with whatever a person has declared. */
export function confirms(offer: Offer, policy: Pick<Policy, 'fields'>, answers: Answers): boolean {
  return policy.fields.every(({ id, kind }) => kind === 'commitment' || answers[id] === offer.answers[id]);
}
