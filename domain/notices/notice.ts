import * as z from 'zod';
import type { Role } from '../identity.ts';
import { type Application, applicationSchema, type Waiting } from '../subsidies/application.ts';
import { stageIdSchema } from '../subsidies/review.ts';
import { type Instant, instantSchema } from '../time.ts';
import { AUDITORS, enterpriseInbox, type Inbox, queueInbox } from './inbox.ts';

/** One change of an application: its state before (none when it is new) and after. */
export interface ApplicationChange {
  before: Application | undefined;
  after: Application;
}

/** Who hears of a change: the enterprise, all who work in the queue it waits in, or the auditors. */
export type Recipient = 'enterprise' | 'queue' | 'auditor';

/** What can be told of an application, to whom, and by which change it happens. The only list of kinds of notice. */
export const noticeKinds = {
  received: { to: 'enterprise', when: ({ before }) => before === undefined },
  stagePassed: {
    to: 'enterprise',
    when: (change) => opens('review', change) && lastOutcome(change) === 'approve',
  },
  returned: { to: 'enterprise', when: (change) => opens('correction', change) },
  correctionDueSoon: { to: 'enterprise', when: (change) => reminds('correction', change) },
  approved: { to: 'enterprise', when: (change) => becomes('approved', change) },
  rejected: { to: 'enterprise', when: (change) => becomes('rejected', change) },
  lapsed: { to: 'enterprise', when: (change) => becomes('withdrawn', change) && deadlineWasOver(change) },
  taskOpened: { to: 'queue', when: (change) => opens('review', change) },
  taskDueSoon: { to: 'queue', when: (change) => reminds('review', change) },
  taskOverdue: { to: 'queue', when: missesDeadline },
  escalated: { to: 'auditor', when: missesDeadline },
} as const satisfies Record<string, { to: Recipient; when: (change: ApplicationChange) => boolean }>;
export type NoticeKind = keyof typeof noticeKinds;
export const noticeKindSchema = z.enum(Object.keys(noticeKinds) as [NoticeKind, ...NoticeKind[]]);

/** The kinds of notice a role can get, in the order of an application's life. */
export function kindsFor(role: Role): NoticeKind[] {
  const recipient: Recipient = role === 'enterprise' || role === 'auditor' ? role : 'queue';
  return noticeKindSchema.options.filter((kind) => noticeKinds[kind].to === recipient);
}

/** When it happened, to which application, in which version of it, and what: equal for equal changes, sorted by time. */
export const NOTICE_ID = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}#\d{6}#[a-zA-Z]{1,30}$/;
export const noticeIdSchema = z.string().regex(NOTICE_ID);

const { applicationId, policyId, policyVersion, enterprise } = applicationSchema.shape;

/** A notice (通知): what happened to an application, told to one inbox. */
export const noticeSchema = z.object({
  noticeId: noticeIdSchema,
  kind: noticeKindSchema,
  at: instantSchema,
  applicationId,
  enterpriseName: enterprise.shape.name,
  policyId,
  policyVersion,
  /** The stage that is open now, or that has decided. */
  stage: stageIdSchema.optional(),
  /** By when the recipient, or who is named, has to act. */
  dueAt: instantSchema.optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/**
 * The notices that a change of an application yields, each with its inbox. The same change always yields the same notices
 * under the same ids, so that a change heard twice is told once.
 */
export function noticesOf(change: ApplicationChange): { inbox: Inbox; notice: Notice }[] {
  const { after } = change;
  return noticeKindSchema.options
    .filter((kind) => noticeKinds[kind].when(change))
    .map((kind) => ({ inbox: inboxFor(noticeKinds[kind].to, after), notice: noticeOf(kind, after) }));
}

/** How long a notice stays in an inbox, in days. */
const NOTICE_DAYS = 180;
const DAY_MS = 86_400_000;

/** The moment before which notices are gone, whether or not they are deleted yet. */
export function oldestNotice(now: Date): Instant {
  return new Date(now.getTime() - NOTICE_DAYS * DAY_MS).toISOString();
}

/** When a notice may be deleted, in seconds since 1970. */
export function expiryOf({ at }: Pick<Notice, 'at'>): number {
  return Math.ceil((Date.parse(at) + NOTICE_DAYS * DAY_MS) / 1000);
}

function noticeOf(kind: NoticeKind, application: Application): Notice {
  const { updatedAt: at, version, waiting, decisions, enterprise } = application;
  return {
    noticeId: [at, application.applicationId, String(version).padStart(6, '0'), kind].join('#'),
    kind,
    at,
    applicationId: application.applicationId,
    enterpriseName: enterprise.name,
    policyId: application.policyId,
    policyVersion: application.policyVersion,
    stage: waiting?.stage ?? decisions.at(-1)?.stage,
    dueAt: waiting?.dueAt,
  };
}

function inboxFor(recipient: Recipient, { enterprise, waiting }: Application): Inbox {
  if (recipient === 'enterprise') return enterpriseInbox(enterprise.uscc);
  if (recipient === 'auditor' || !waiting) return AUDITORS;
  return queueInbox(waiting.stage, enterprise.officeId);
}

/** Whether a review or a correction begins that was not open before; the same one under a new token does not. */
function opens(kind: Waiting['kind'], { before, after }: ApplicationChange): boolean {
  const was = before?.waiting;
  const now = after.waiting;
  return now?.kind === kind && !(was?.kind === kind && was.stage === now.stage && was.visit === now.visit);
}

/** Whether whoever has to act was just reminded of a deadline. */
function reminds(kind: Waiting['kind'], { before, after }: ApplicationChange): boolean {
  const reminded = after.waiting?.kind === kind ? after.waiting.reminded : undefined;
  return reminded !== undefined && reminded !== before?.waiting?.reminded;
}

/** Whether an open review has missed a deadline. */
function missesDeadline({ before, after }: ApplicationChange): boolean {
  return after.waiting?.kind === 'review' && after.waiting.escalations > (before?.waiting?.escalations ?? 0);
}

function becomes(status: Application['status'], { before, after }: ApplicationChange): boolean {
  return after.status === status && before?.status !== status;
}

/** Whether a correction's deadline was over: whom it ends then is the workflow, not the enterprise. */
function deadlineWasOver({ before, after }: ApplicationChange): boolean {
  return before?.waiting?.kind === 'correction' && after.updatedAt >= before.waiting.dueAt;
}

function lastOutcome({ after }: ApplicationChange) {
  return after.decisions.at(-1)?.outcome;
}
