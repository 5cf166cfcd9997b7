import type * as z from 'zod';
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

/**
 * Every operation of the API: the only list. From it come the HTTP API's routes, the local server, the OpenAPI
 * document, the typed client, and the table of roles. A file an audience, so that a bundle holds only its own.
 */
export const operations = {
  ...applicationOperations,
  ...profileOperations,
  ...offerOperations,
  ...attachmentOperations,
  ...reviewOperations,
  ...reviewTaskOperations,
  ...registryOperations,
  ...policyOperations,
  ...scanOperations,
  ...gateOperations,
  ...venueOperations,
  ...scoreboardOperations,
  ...auditOperations,
  ...noticeOperations,
} as const;

export type OperationId = keyof typeof operations;
export const operationIds = Object.keys(operations) as OperationId[];

type Declared<Id extends OperationId> = (typeof operations)[Id];
type SchemaOf<Id extends OperationId, Part extends string> =
  Declared<Id> extends { [P in Part]: infer S extends z.ZodType } ? S : never;
type OutputOf<Id extends OperationId, Part extends string> = [SchemaOf<Id, Part>] extends [never]
  ? undefined
  : z.output<SchemaOf<Id, Part>>;
type InputOf<Id extends OperationId, Part extends string> = [SchemaOf<Id, Part>] extends [never]
  ? undefined
  : z.input<SchemaOf<Id, Part>>;

/** What a handler gets: everything parsed. */
export type BodyOf<Id extends OperationId> = OutputOf<Id, 'body'>;
/** What a handler gives and a client gets. */
export type ResponseOf<Id extends OperationId> = z.output<SchemaOf<Id, 'response'>>;
/** What a client sends. */
export type RequestOf<Id extends OperationId> = {
  params: InputOf<Id, 'params'>;
  query: InputOf<Id, 'query'>;
  body: InputOf<Id, 'body'>;
};

/** An operation by its id, with the declared parts made optional alike. */
export function operation(id: OperationId): Operation {
  return operations[id];
}
