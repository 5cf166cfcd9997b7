import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { type AuditEntry, EMPTY_CHAIN } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { isClosed } from '../../domain/subsidies/application.ts';
import { queueOf } from '../../domain/subsidies/review.ts';
import type { RequestKey } from '../http.ts';
import { appendEvent } from './audit-trail.ts';
import { decidersOf, type Guard, recusedOf } from './decider-guard.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { evidenceWrites } from './evidence.ts';
import { type Answered, answeredSchema, requestName } from './idempotency.ts';
import {
  applicationItemSchema,
  ESCALATED,
  formItemSchema,
  keyOf,
  type StoredApplication,
  type StoredForm,
} from './subsidies-items.ts';
import { writeTogether } from './transaction.ts';
import type { StoredUploads } from './uploads.ts';

/** An application with the answers it has had, first revision first. */
export interface ApplicationFile {
  application: StoredApplication;
  forms: StoredForm[];
}

/** What a change does besides rewriting the application. */
export interface Change {
  before: StoredApplication;
  after: StoredApplication;
  entry: AuditEntry;
  form?: StoredForm;
  /** The uploads that go into the form; they are removed, unless they changed since they were read. */
  uploads?: StoredUploads;
  /** Frees the claim, so that the enterprise may apply again. */
  releaseClaim?: boolean;
  /** Repeats in the write's own condition who may do this (RELIABILITY.md, promise 4). */
  guard?: Guard;
}

/** A new application with all that is written beside it. */
export interface Submission {
  application: StoredApplication;
  form: StoredForm;
  entry: AuditEntry;
  request: RequestKey;
  answered: Answered;
  /** The uploads that go into the form; they are removed with the draft, unless they changed since they were read. */
  uploads: StoredUploads;
}

/** Applications in the tables `subsidies` and `audit`. */
export interface Applications {
  /** @throws DomainError `application-not-found` */
  read(applicationId: string): Promise<StoredApplication>;
  /** @throws DomainError `application-not-found` */
  readFile(applicationId: string): Promise<ApplicationFile>;
  /** The form in force. @throws DomainError `application-not-found` */
  readForm(application: Pick<StoredApplication, 'applicationId' | 'revision'>): Promise<StoredForm>;
  /** What an earlier submission under this request's key remembers, even when its application was withdrawn. */
  earlierSubmission(uscc: string, request: RequestKey): Promise<Answered | undefined>;
  /**
   * Writes a new application, its answers, its claim, its place in the enterprise's list, the memory of its request and
   * its first event, and removes the draft: all or nothing.
   * @returns the memory of an earlier request under the same key, where there is one
   * @throws DomainError `already-applied` where another application has the claim, `version-changed` where the uploads
   *   are not those that were read
   */
  create(submission: Submission): Promise<Answered | undefined>;
  /**
   * Writes the next version of an application with its event, if nobody changed it since it was read.
   * @returns the stored application, version and chain advanced
   * @throws DomainError `version-changed`
   */
  change(change: Change): Promise<StoredApplication>;
}

/** @param tables the names of the two tables */
export function applicationsIn(
  client: DynamoDBClient,
  tables: { subsidies: string; audit: string },
): Applications {
  const TableName = tables.subsidies;
  /** A row that must not be there yet; who finds it learns what it says. */
  const newRow = (item: object): TransactWriteItem => ({
    Put: {
      TableName,
      Item: toItem(item),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  });
  const formRow = (applicationId: string, form: StoredForm) =>
    newRow({ ...keyOf.form(applicationId, form.revision), ...form });

  return {
    async read(applicationId) {
      const Key = toItem(keyOf.application(applicationId));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      if (!Item) throw new DomainError('application-not-found');
      return applicationItemSchema.parse(fromItem(Item));
    },

    async readFile(applicationId) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': keyOf.application(applicationId).pk }),
          ConsistentRead: true,
        }),
      );
      const items = Items.map(fromItem);
      const found = items.find((item) => item['sk'] === 'CASE');
      if (!found) throw new DomainError('application-not-found');
      const forms = items.filter((item) => item !== found).map((item) => formItemSchema.parse(item));
      return { application: applicationItemSchema.parse(found), forms };
    },

    async readForm({ applicationId, revision }) {
      const Key = toItem(keyOf.form(applicationId, revision));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      if (!Item) throw new DomainError('application-not-found');
      return formItemSchema.parse(fromItem(Item));
    },

    async earlierSubmission(uscc, request) {
      const Key = toItem(keyOf.submission(uscc, requestName(request)));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && answeredSchema.parse(fromItem(Item)['answered']);
    },

    async create({ application, form, entry, request, answered, uploads }) {
      const { enterprise, policyId, period, applicationId, submittedAt } = application;
      const { uscc } = enterprise;
      const event = appendEvent(tables.audit, EMPTY_CHAIN, entry);
      const evidence = evidenceWrites(TableName, application, form, uploads);
      const refused = await writeTogether(client, [
        newRow({ ...keyOf.submission(uscc, requestName(request)), answered }),
        newRow({ ...keyOf.claim(uscc, policyId, period), applicationId }),
        newRow(rowOf({ ...application, audit: event.head })),
        formRow(applicationId, form),
        newRow({ ...keyOf.listing(uscc, submittedAt, applicationId), applicationId }),
        event.write,
        { Delete: { TableName, Key: toItem(keyOf.draft(uscc, policyId)) } },
        ...evidence,
      ]);
      if (!refused) return undefined;
      if (refused.index === 0 && refused.stored)
        return answeredSchema.parse(fromItem(refused.stored)['answered']);
      if (refused.index > 6) throw new DomainError('version-changed');
      // What is left to refuse it is an id that exists already, once in 2^55: the next try draws another.
      throw new DomainError(refused.index === 1 ? 'already-applied' : 'temporarily-unavailable');
    },

    async change({ before, after, entry, form, uploads, releaseClaim, guard }) {
      const event = appendEvent(tables.audit, before.audit, entry);
      const next: StoredApplication = {
        ...after,
        version: before.version + 1,
        // A closed application shows when it was closed, not when its workflow was told.
        updatedAt: isClosed(before.status) && isClosed(after.status) ? before.updatedAt : entry.at,
        audit: event.head,
      };
      const { enterprise, policyId, period, applicationId } = next;
      const put: TransactWriteItem = {
        Put: {
          TableName,
          Item: toItem(rowOf(next)),
          ConditionExpression: ['version = :version', ...(guard?.conditions ?? [])].join(' AND '),
          ExpressionAttributeValues: toItem({ ':version': before.version, ...guard?.values }),
          ...(guard ? { ExpressionAttributeNames: guard.names } : {}),
        },
      };
      const free: TransactWriteItem = {
        Delete: {
          TableName,
          Key: toItem(keyOf.claim(enterprise.uscc, policyId, period)),
          ConditionExpression: 'applicationId = :mine',
          ExpressionAttributeValues: toItem({ ':mine': applicationId }),
        },
      };
      const refused = await writeTogether(client, [
        put,
        event.write,
        ...(form ? [formRow(applicationId, form)] : []),
        ...(form && uploads ? evidenceWrites(TableName, next, form, uploads) : []),
        ...(releaseClaim ? [free] : []),
      ]);
      if (refused) throw new DomainError('version-changed');
      return next;
    },
  };
}

/** An application as its row: with the keys of the queue while it waits for a review, of the
 * escalations once that is overdue, and who decided what as a set. */
function rowOf(application: StoredApplication): object {
  const { applicationId, waiting, enterprise } = application;
  const queued = waiting?.kind === 'review' && {
    queuePk: queueOf(waiting.stage, enterprise.officeId),
    queueSk: `${waiting.dueAt}#${applicationId}`,
  };
  const escalated = queued &&
    waiting.escalations > 0 && {
      escalatedPk: ESCALATED,
      escalatedSk: `${queued.queuePk}#${waiting.openedAt}#${applicationId}`,
    };
  return {
    ...keyOf.application(applicationId),
    ...application,
    ...queued,
    ...escalated,
    deciders: decidersOf(application),
    recused: recusedOf(application.conflicts),
  };
}
