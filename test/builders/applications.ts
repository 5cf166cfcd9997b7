import type { Answers } from '../../domain/subsidies/answers.ts';
import type { Application, Waiting } from '../../domain/subsidies/application.ts';
import type { Attachment } from '../../domain/subsidies/attachment.ts';
import type { Decision } from '../../domain/subsidies/review.ts';
import { enterprise } from './enterprises.ts';

/** 2020-02-21 09:00 in Zhengzhou, a Friday: the days the shipped policies are about. */
export const OPENING = new Date('2020-02-21T01:00:00.000Z');
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** The moment `milliseconds` after the opening. */
export function later(milliseconds: number): Date {
  return new Date(OPENING.getTime() + milliseconds);
}

/** A complete form of the resumption award that fails no clause. */
export const goodAnswers: Answers = {
  resumedOn: '2020-02-20',
  employeesReturned: 86,
  industry: 'electronics',
  preventionMeasures: '每日测温两次，分区就餐，口罩和消毒液备足三十天。',
  truthful: true,
};

/** A complete form of the illustrative bus subsidy: half of CNY 12,345.67 is CNY 6,172.83 and half a fen. */
export const busAnswers: Answers = {
  tripOn: '2020-02-19',
  origin: 'province',
  workersCarried: 42,
  charterCost: 1_234_567,
  truthful: true,
};

/** An application for the resumption award as it has just arrived. */
export function application(change: Partial<Application> = {}): Application {
  return {
    applicationId: '7K3M9Q2X4HWB',
    status: 'submitted',
    version: 1,
    enterprise: enterprise(1),
    policyId: 'resumption-award',
    policyVersion: 1,
    period: '2020',
    amountFen: 2_000_000,
    revision: 1,
    submittedAt: OPENING.toISOString(),
    updatedAt: OPENING.toISOString(),
    decisions: [],
    corrected: [],
    ...change,
  };
}

/** An open review of a stage, held by nobody. */
export function waitingFor(stage: Waiting['stage'], change: Partial<Waiting> = {}): Waiting {
  return {
    kind: 'review',
    stage,
    visit: 1,
    openedAt: OPENING.toISOString(),
    dueAt: later(5 * DAY).toISOString(),
    escalations: 0,
    ...change,
  };
}

/** A decision that an officer took. */
export function decision(change: Partial<Decision> = {}): Decision {
  return {
    stage: 'officeAcceptance',
    visit: 1,
    revision: 1,
    outcome: 'approve',
    by: 'office-1',
    byName: '示例受理员 1',
    byRole: 'office',
    at: OPENING.toISOString(),
    ...change,
  };
}

/** A PDF that was submitted with an application. */
export function attachmentOf(change: Partial<Attachment>): Attachment {
  return {
    attachmentId: 'a'.repeat(26),
    evidenceId: 'resumptionNotice',
    name: '复工备案回执.pdf',
    type: 'pdf',
    size: 1_000,
    sha256: '0'.repeat(64),
    objectVersion: 'v1',
    scan: 'clean',
    uploadedAt: OPENING.toISOString(),
    ...change,
  };
}
