import type { Policy } from './policy.ts';
import type { StageId } from './review.ts';

/** The stages an application of this amount (fen) goes through, in their order. */
export function chainOf(policy: Pick<Policy, 'chain'>, amountFen: number): Policy['chain'] {
  return policy.chain.filter(({ aboveFen }) => aboveFen === undefined || amountFen > aboveFen);
}

/** The stage after `stage` for an application of this amount (fen); undefined after the last. */
export function nextStage(policy: Pick<Policy, 'chain'>, stage: StageId, amountFen: number) {
  const chain = chainOf(policy, amountFen);
  return chain[chain.findIndex((link) => link.stage === stage) + 1];
}
