import { applicationOperations } from './applications.ts';
import { attachmentOperations } from './attachments.ts';
import { auditOperations } from './audit.ts';
import { profileOperations, registryOperations } from './enterprises.ts';
import { gateOperations } from './gate.ts';
import { noticeOperations } from './notices.ts';
import { offerOperations } from './offers.ts';
import type { Operation } from './operation.ts';
import { policyOperations } from './policies.ts';
import { reviewTaskOperations } from './review-tasks.ts';
import { reviewOperations } from './reviews.ts';
import { scanOperations } from './scan.ts';
import { scoreboardOperations } from './scoreboard.ts';
import { venueOperations } from './venues.ts';

/** What a client has to know of an operation to call it. */
export type Call = Pick<Operation, 'method' | 'path' | 'mutates'>;

/**
 * How to call each operation, without its schemas: what `createClient` takes. A table an audience, so that an app
 * holds only the operations it uses. In a browser build `callTables()` of calls-plugin.ts evaluates this file at
 * build time, and neither zod nor any schema gets into the page.
 */
export const applicationCalls = callsOf(applicationOperations);
export const profileCalls = callsOf(profileOperations);
export const offerCalls = callsOf(offerOperations);
export const attachmentCalls = callsOf(attachmentOperations);
export const reviewCalls = callsOf(reviewOperations);
export const reviewTaskCalls = callsOf(reviewTaskOperations);
export const registryCalls = callsOf(registryOperations);
export const policyCalls = callsOf(policyOperations);
export const scanCalls = callsOf(scanOperations);
export const gateCalls = callsOf(gateOperations);
export const venueCalls = callsOf(venueOperations);
export const scoreboardCalls = callsOf(scoreboardOperations);
export const auditCalls = callsOf(auditOperations);
export const noticeCalls = callsOf(noticeOperations);

function callsOf<const Ops extends Record<string, Operation>>(operations: Ops): { [Id in keyof Ops]: Call } {
  const entries = Object.entries(operations).map(([id, { method, path, mutates }]) => [
    id,
    { method, path, mutates },
  ]);
  return Object.fromEntries(entries) as { [Id in keyof Ops]: Call };
}
