import * as z from 'zod';
import { canonicalJson } from '../audit.ts';
import { type Fen, fenSchema } from '../money.ts';
import type { Policy } from './policy.ts';
import { stageIdSchema } from './review.ts';

const countSchema = z.int().min(1);
/** Other enterprises, by code: the first ten, and how many there are. */
const othersShape = { with: z.array(z.string()).min(1), count: countSchema };
/** An application that holds a file, and whose it is. */
const holderSchema = z.object({ applicationId: z.string(), uscc: z.string() });
const MOST_NAMED = 10;

/**
 * What an application is held for until a person has looked (核查提示). A flag refuses nothing and accuses nobody: it asks a
 * reviewer for a note on how it was cleared, and no approval comes without one.
 */
export const flagSchema = z.discriminatedUnion('kind', [
  /** Other enterprises state the same bank account. */
  z.object({ kind: z.literal('account-shared'), ...othersShape }),
  /** Other enterprises name a legal representative of the same name. */
  z.object({ kind: z.literal('representative-shared'), ...othersShape }),
  /** Other applications hold a file of the same content, another enterprise's or its own: the first ten, and how many. */
  z.object({ kind: z.literal('evidence-reused'), heldBy: z.array(holderSchema).min(1), count: countSchema }),
  /** Just not more than the amount above which another stage checks. */
  z.object({ kind: z.literal('amount-near-threshold'), stage: stageIdSchema, limitFen: fenSchema }),
  /** Just under the most the policy pays. */
  z.object({ kind: z.literal('amount-near-cap'), limitFen: fenSchema }),
]);
export type Flag = z.infer<typeof flagSchema>;
export type FlagKind = Flag['kind'];

export const severities = ['high', 'medium', 'low'] as const;
/** How closely each is to be looked at. A name may be shared by chance; an account is not. */
export const severityOf = {
  'account-shared': 'high',
  'evidence-reused': 'high',
  'representative-shared': 'medium',
  'amount-near-threshold': 'medium',
  'amount-near-cap': 'low',
} as const satisfies Record<FlagKind, (typeof severities)[number]>;

/** Who else states what an enterprise states, by code, and which other applications hold a file that it sends in. */
export interface SharedWith {
  account: readonly string[];
  representative: readonly string[];
  evidence: readonly z.infer<typeof holderSchema>[];
}

/**
 * The flags of an application as it is sent in.
 * @param amountFen what it asks for, in fen
 * @param shared the enterprises that state its account and its legal representative, itself among them or not; the other
 *   applications that hold its evidence
 */
export function flagsOf(
  uscc: string,
  policy: Pick<Policy, 'amount' | 'chain'>,
  amountFen: Fen,
  shared: SharedWith,
): Flag[] {
  return [
    ...sharedFlag('account-shared', uscc, shared.account),
    ...sharedFlag('representative-shared', uscc, shared.representative),
    ...reusedFlag(shared.evidence),
    ...amountFlags(policy, amountFen),
  ];
}

function sharedFlag(
  kind: 'account-shared' | 'representative-shared',
  uscc: string,
  users: readonly string[],
) {
  const others = [...new Set(users)].filter((user) => user !== uscc).sort();
  return others.length === 0 ? [] : [{ kind, with: others.slice(0, MOST_NAMED), count: others.length }];
}

function reusedFlag(holders: SharedWith['evidence']): Flag[] {
  const byId = new Map(holders.map((holder) => [holder.applicationId, holder]));
  const heldBy = [...byId.keys()].sort().flatMap((id) => byId.get(id) ?? []);
  return heldBy.length === 0
    ? []
    : [{ kind: 'evidence-reused', heldBy: heldBy.slice(0, MOST_NAMED), count: heldBy.length }];
}

/** From this share of a limit on, an amount is near it. */
const NEAR_PERCENT = 95;

function isNear(amountFen: Fen, limitFen: Fen): boolean {
  return amountFen * 100 >= limitFen * NEAR_PERCENT;
}

/** Only where each further yuan or head makes the amount: a fixed sum or a tier is nobody's choice. */
function amountFlags({ amount, chain }: Pick<Policy, 'amount' | 'chain'>, amountFen: Fen): Flag[] {
  if (amount.kind !== 'share' && amount.kind !== 'per-head') return [];
  const thresholds = chain.flatMap(({ stage, aboveFen }): Flag[] =>
    aboveFen !== undefined && amountFen <= aboveFen && isNear(amountFen, aboveFen)
      ? [{ kind: 'amount-near-threshold', stage, limitFen: aboveFen }]
      : [],
  );
  const { capFen } = amount;
  return amountFen < capFen && isNear(amountFen, capFen)
    ? [...thresholds, { kind: 'amount-near-cap', limitFen: capFen }]
    : thresholds;
}

/**
 * The flags that still ask for a note after a correction: what was cleared stays cleared as long as it is the same.
 * @param before the flags of the revision before, and which of them were open
 */
export function openAfterCorrection(
  before: { flags: readonly Flag[]; open: readonly Flag[] },
  flags: readonly Flag[],
): Flag[] {
  const cleared = before.flags.filter((flag) => !before.open.some((open) => isSame(flag, open)));
  return flags.filter((flag) => !cleared.some((known) => isSame(flag, known)));
}

export function isSame(one: Flag, other: Flag): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
