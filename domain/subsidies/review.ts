import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { type Actor, type Role, roleSchema } from '../identity.ts';
import { instantSchema } from '../time.ts';
import type { bilingualSchema } from '../words.ts';
import { clauseCheckSchema } from './clause-check.ts';
import type { Conflict } from './conflict.ts';

/** The human stages of an application; each is a state of `workflows/application-review.asl.json` of the same name. */
export const stageIds = ['officeAcceptance', 'bureauReview', 'financeCheck'] as const;
export const stageIdSchema = z.enum(stageIds);
export type StageId = z.infer<typeof stageIdSchema>;

/** Who decides a stage: an office only the applications of its own area, the bureau all. */
export const stages = {
  officeAcceptance: { role: 'office', ownAreaOnly: true },
  bureauReview: { role: 'bureau', ownAreaOnly: false },
  financeCheck: { role: 'finance', ownAreaOnly: false },
} as const satisfies Record<StageId, { role: Role; ownAreaOnly: boolean }>;

/** The queue (待办) a review waits in: one per stage, and per office where a stage is an office's own. */
export function queueOf(stage: StageId, officeId: string): string {
  return stages[stage].ownAreaOnly ? `${stage}#${officeId}` : stage;
}

/** The stages and queues an officer works in; empty for a role that decides nothing. */
export function queuesOf(actor: Pick<Actor, 'role' | 'officeId'>): { stage: StageId; queue: string }[] {
  return stageIds
    .filter(
      (stage) =>
        stages[stage].role === actor.role && (!stages[stage].ownAreaOnly || actor.officeId !== undefined),
    )
    .map((stage) => ({ stage, queue: queueOf(stage, actor.officeId ?? '') }));
}

/** The life of one review: what may happen in which state, and where it leads. */
export const reviewTransitions = {
  open: {
    claimReview: 'claimed',
    declareConflict: 'open',
    escalateReview: 'open',
    withdrawApplication: 'closed',
  },
  claimed: {
    claimReview: 'claimed',
    releaseReview: 'open',
    handOverReview: 'claimed',
    declareConflict: 'open',
    decideReview: 'closed',
    escalateReview: 'open',
    withdrawApplication: 'closed',
  },
  closed: {},
} as const;
export type ReviewState = keyof typeof reviewTransitions;
export type ReviewEvent = keyof (typeof reviewTransitions)['claimed'];

/** Whether the table has a transition for this event in this state. */
export function allowsReviewEvent(state: ReviewState, event: ReviewEvent): boolean {
  return event in reviewTransitions[state];
}

/** How long a claim (认领) holds a review for one officer. */
export const CLAIM_MINUTES = 30;

export const outcomeSchema = z.enum(['approve', 'return', 'reject']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why a review returned or rejected an application; the officer adds his own words. */
export const reasons = {
  'material-incomplete': { zh: '材料不齐全', en: 'Material incomplete', outcomes: ['return'] },
  'statement-unclear': { zh: '填报内容不清楚', en: 'Statement unclear', outcomes: ['return'] },
  'statement-inconsistent': {
    zh: '填报内容与核查不一致',
    en: 'Statement differs from what was verified',
    outcomes: ['return', 'reject'],
  },
  'resumed-too-late': { zh: '复工时间晚于规定日期', en: 'Work resumed too late', outcomes: ['reject'] },
  'clause-not-met': { zh: '不符合政策条件', en: 'A clause of the policy is not met', outcomes: ['reject'] },
  'statement-untrue': { zh: '填报内容不实', en: 'Statement untrue', outcomes: ['reject'] },
} as const satisfies Record<string, z.infer<typeof bilingualSchema> & { outcomes: readonly Outcome[] }>;
export type ReasonCode = keyof typeof reasons;
export const reasonCodeSchema = z.enum(Object.keys(reasons) as [ReasonCode, ...ReasonCode[]]);

/** A field an officer marks for correction, with what to change. */
export const correctionSchema = z.strictObject({
  field: z.string().min(1).max(40),
  note: z.string().trim().min(1).max(200),
});
export type Correction = z.infer<typeof correctionSchema>;

const noteSchema = z.string().trim().min(1).max(500);

/** What an officer decides: approval, return with the fields to correct, or rejection with its reason. */
export const verdictSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approve'), note: noteSchema.optional() }),
  z.strictObject({
    outcome: z.literal('return'),
    reasonCode: reasonCodeSchema.extract(reasonsFor('return')),
    note: noteSchema.optional(),
    corrections: z.array(correctionSchema).min(1).max(40),
  }),
  z.strictObject({
    outcome: z.literal('reject'),
    reasonCode: reasonCodeSchema.extract(reasonsFor('reject')),
    note: noteSchema,
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** A decision taken: the verdict, by whom, at which stage (and which visit of it), when. */
export const decisionSchema = z.object({
  stage: stageIdSchema,
  visit: z.int().min(1),
  /** The revision of the answers that was judged. */
  revision: z.int().min(1).default(1),
  /** When the visit was opened, and its deadline as it stood. */
  openedAt: instantSchema.optional(),
  dueAt: instantSchema.optional(),
  /** How many deadlines the visit had missed; absent for none. */
  escalations: z.int().min(1).optional(),
  /** What the clauses came to when the visit was opened. */
  check: clauseCheckSchema.optional(),
  outcome: outcomeSchema,
  reasonCode: reasonCodeSchema.optional(),
  note: z.string().optional(),
  corrections: z.array(correctionSchema).optional(),
  /** The kinds of flags that this approval cleared by its note. */
  cleared: z.array(z.string()).optional(),
  by: z.string(),
  byName: z.string(),
  byRole: roleSchema,
  at: instantSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

/** The reason codes that fit an outcome. */
export function reasonsFor(outcome: Outcome): [ReasonCode, ...ReasonCode[]] {
  const codes = (Object.keys(reasons) as ReasonCode[]).filter((code) =>
    (reasons[code].outcomes as readonly Outcome[]).includes(outcome),
  );
  const [first, ...rest] = codes;
  if (!first) throw new TypeError(`no reason fits ${outcome}`);
  return [first, ...rest];
}

/**
 * Refuses an officer of another office's area; everybody else who reviews or audits may see every application.
 * @throws DomainError `outside-your-area`
 */
export function assertMaySee(
  actor: Pick<Actor, 'role' | 'officeId'>,
  enterprise: { officeId: string },
): void {
  if (actor.role === 'office' && actor.officeId !== enterprise.officeId)
    throw new DomainError('outside-your-area');
}

/**
 * Refuses an officer who may not touch this review: of another role or area, of the enterprise itself, one who declared
 * a conflict of interest, or who decided another stage of the application. The write's condition says the same again (RELIABILITY.md, promise 4).
 * @throws DomainError `role-not-allowed`, `outside-your-area`, `own-enterprise`, `conflict-of-interest`,
 *   `already-decided-by-you`
 */
export function assertMayReview(
  actor: Actor,
  review: {
    stage: StageId;
    officeId: string;
    uscc: string;
    decisions: readonly Pick<Decision, 'stage' | 'by'>[];
    conflicts?: readonly Pick<Conflict, 'by'>[] | undefined;
    /** What had been decided when an appeal came. */
    decidedBeforeAppeal?: readonly Pick<Decision, 'by'>[];
  },
): void {
  const rule = stages[review.stage];
  if (rule.role !== actor.role) throw new DomainError('role-not-allowed');
  if (rule.ownAreaOnly && actor.officeId !== review.officeId) throw new DomainError('outside-your-area');
  if (actor.uscc === review.uscc) throw new DomainError('own-enterprise');
  if (review.conflicts?.some(({ by }) => by === actor.sub)) throw new DomainError('conflict-of-interest');
  if (review.decidedBeforeAppeal?.some(({ by }) => by === actor.sub))
    throw new DomainError('decided-before-appeal');
  if (review.decisions.some(({ by, stage }) => by === actor.sub && stage !== review.stage)) {
    throw new DomainError('already-decided-by-you');
  }
}
