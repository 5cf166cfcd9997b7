import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ApiFunction } from '../contract/operation.ts';
import { type StepId, stepIds } from '../contract/steps.ts';
import type { Environment, FunctionName } from '../functions/env.ts';
import { workflows } from '../workflows/workflows.ts';
import { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { HttpApi } from './http-api.ts';
import { NoticeQueue } from './notice-queue.ts';
import { allow, objectStatements, tableStatements } from './permissions.ts';
import { ServiceFunction, type Size } from './service-function.ts';
import type { Settings } from './settings.ts';
import { StreamConsumer } from './stream-consumer.ts';
import { Workflow } from './workflow.ts';

/** A form or a queue page: a few calls of DynamoDB. */
const api: Size = { memoryMb: 512, timeoutSeconds: 10 };
/** Reads a file of 20 MB whole, and has it scanned for viruses. */
const inspecting: Size = { memoryMb: 1024, timeoutSeconds: 20 };
/** Asks up to three carriers in turn; a rush at the gates neither starves the rest nor is starved by it. */
const scanning: Size = { memoryMb: 1024, timeoutSeconds: 15, reserved: 100 };
/** Well within the 60 s that the state machine waits for a step. */
const step: Size = { memoryMb: 512, timeoutSeconds: 20 };
/** A batch of 100 records, a few calls each. */
const relaying: Size = { memoryMb: 512, timeoutSeconds: 60 };

/** Five messages of a queue, each a few calls and a send that is given up after 5 s. */
const sending: Size = { memoryMb: 512, timeoutSeconds: 60 };

/** What runs: the functions, the API in front of them, the workflows, and the relay between stream and workflow. */
export class ServiceStack extends Stack {
  readonly api: HttpApi;
  readonly #settings: Settings;
  readonly #data: DataStack;
  readonly #bundles: string;

  /** @param bundles folder with the functions' bundles */
  constructor(scope: Construct, id: string, settings: Settings, data: DataStack, bundles: string) {
    super(scope, id, { description: 'Fugong: functions, API and workflows' });
    this.addStackDependency(data);
    this.#settings = settings;
    this.#data = data;
    this.#bundles = bundles;

    const SUBSIDIES_TABLE = data.tables.subsidies.tableName;
    const ITINERARY_TABLE = data.tables.itinerary.tableName;
    const AUDIT_TABLE = data.tables.audit.tableName;
    const NOTICES_TABLE = data.tables.notices.tableName;
    const CODE_SECRET = data.codeSecret.unsafeUnwrap();
    const PROFILE_SECRET = data.profileSecret.unsafeUnwrap();
    const CARRIER_URLS = JSON.stringify(settings.carriers);
    const SITE_URL = settings.siteUrl;
    const ATTACHMENTS_URL = `https://${data.attachments.bucketRegionalDomainName}`;
    const CLAMD_ADDRESS = settings.clamdAddress;

    this.api = new HttpApi(this, 'http-api', settings, {
      'enterprise-api': this.#function(
        'enterprise-api',
        { SUBSIDIES_TABLE, AUDIT_TABLE, PROFILE_SECRET },
        api,
      ),
      'attachment-api': this.#function(
        'attachment-api',
        { SUBSIDIES_TABLE, AUDIT_TABLE, ATTACHMENTS_URL, CLAMD_ADDRESS },
        inspecting,
      ),
      'review-api': this.#function('review-api', { SUBSIDIES_TABLE, AUDIT_TABLE, ATTACHMENTS_URL }, api),
      'policy-api': this.#function('policy-api', { SUBSIDIES_TABLE, AUDIT_TABLE, SITE_URL }, api),
      'gate-api': this.#function('gate-api', { ITINERARY_TABLE, AUDIT_TABLE, CODE_SECRET }, api),
      'admin-api': this.#function(
        'admin-api',
        { SUBSIDIES_TABLE, ITINERARY_TABLE, AUDIT_TABLE, CODE_SECRET, SITE_URL },
        api,
      ),
      'audit-api': this.#function('audit-api', { SUBSIDIES_TABLE, AUDIT_TABLE }, api),
      'notice-api': this.#function('notice-api', { SUBSIDIES_TABLE, NOTICES_TABLE, AUDIT_TABLE }, api),
      scan: this.#function('scan', { ITINERARY_TABLE, CODE_SECRET, CARRIER_URLS }, scanning),
    } satisfies Record<ApiFunction, unknown>);

    const steps = Object.fromEntries(
      stepIds.map((id) => [id, this.#function(id, { SUBSIDIES_TABLE, AUDIT_TABLE }, step).arn]),
    ) as Record<StepId, string>;
    const alarms = new Alarms(this, 'alarms', `fugong-${settings.environment}-alarms`);
    const machines = Object.fromEntries(
      workflows.map((workflow) => [workflow.name, new Workflow(this, workflow, settings, steps).arn]),
    ) as Record<(typeof workflows)[number]['name'], string>;
    for (const [name, StateMachineArn] of Object.entries(machines)) {
      alarms.watch(`${name}-failed`, {
        namespace: 'AWS/States',
        metricName: 'ExecutionsFailed',
        dimensions: { StateMachineArn },
        above: 0,
        statistic: 'Sum',
        says: `An execution of ${name} failed: its application stands still. Refusals are no failures.`,
      });
    }
    const notices = new NoticeQueue(this, 'notices', settings.environment);
    this.#relay(machines['application-review'], alarms, notices, {
      SUBSIDIES_TABLE,
      ITINERARY_TABLE,
      NOTICES_TABLE,
      ATTACHMENTS_URL,
    });
    const notify = this.#function(
      'notify',
      {
        SUBSIDIES_TABLE,
        NOTICES_TABLE,
        NOTICES_QUEUE_URL: notices.url,
        NOTICES_DEAD_LETTERS_URL: notices.deadLettersUrl,
        CHANNEL_URLS: JSON.stringify(settings.channels),
        SITE_URL,
      },
      sending,
    );
    notices.emptiedBy(notify, alarms);
  }

  #relay(
    applicationReviewArn: string,
    alarms: Alarms,
    notices: NoticeQueue,
    reached: Omit<Environment<'relay'>, 'APPLICATION_REVIEW_ARN' | 'NOTICES_QUEUE_URL'>,
  ): void {
    const relay = this.#function(
      'relay',
      { ...reached, NOTICES_QUEUE_URL: notices.url, APPLICATION_REVIEW_ARN: applicationReviewArn },
      relaying,
    );
    relay.allow(allow(['states:StartExecution', 'states:SendTaskSuccess'], applicationReviewArn));
    notices.filledBy(relay);

    const queueName = `fugong-${this.#settings.environment}-relay-dead-letters`;
    const deadLetters = new Queue(this, 'relay-dead-letters', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    relay.allow(allow(['sqs:SendMessage'], deadLetters.queueArn));
    alarms.watch('relay-dead-letters', {
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: deadLetters.queueName },
      above: 0,
      statistic: 'Maximum',
      says: 'The relay gave up on records: read shard and sequence numbers from the queue and replay them.',
    });
    alarms.watch('relay-late', {
      namespace: 'AWS/Lambda',
      metricName: 'IteratorAge',
      dimensions: { FunctionName: `fugong-${this.#settings.environment}-relay` },
      // Milliseconds.
      above: 60_000,
      statistic: 'Maximum',
      says: 'The relay is a minute behind: decisions reach the next stage late.',
    });

    for (const table of ['subsidies', 'itinerary', 'notices'] as const) {
      const { tableStreamArn } = this.#data.tables[table];
      if (tableStreamArn === undefined) throw new Error(`Table ${table} has no stream.`);
      new StreamConsumer(this, `relay-${table}`, { streamArn: tableStreamArn, consumer: relay, deadLetters });
    }
  }

  #function<Name extends FunctionName>(
    name: Name,
    environment: Environment<Name>,
    size: Size,
  ): ServiceFunction<Name> {
    const { tables, itineraryKey, profileKey, noticesKey, attachments } = this.#data;
    const environmentKey =
      'PROFILE_SECRET' in environment ? profileKey : 'CODE_SECRET' in environment ? itineraryKey : undefined;
    return new ServiceFunction(this, name, {
      settings: this.#settings,
      bundles: this.#bundles,
      environment,
      ...(environmentKey ? { environmentKey } : {}),
      statements: [
        ...tableStatements(name, {
          tables: {
            subsidies: tables.subsidies.tableArn,
            itinerary: tables.itinerary.tableArn,
            audit: tables.audit.tableArn,
            notices: tables.notices.tableArn,
          },
          itineraryKey: itineraryKey.keyArn,
          profileKey: profileKey.keyArn,
          noticesKey: noticesKey.keyArn,
        }),
        ...objectStatements(name, attachments.bucketArn),
      ],
      size,
    });
  }
}
