import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type FunctionName, functionVariables } from '../functions/env.ts';
import type { TableName } from './data-stack.ts';

type DynamoDbAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

type ObjectAction =
  | 'PutObject'
  | 'PutObjectTagging'
  | 'GetObject'
  | 'GetObjectVersion'
  | 'DeleteObjectVersionTagging';

/** What a function may do on one table or index. A transaction needs the action of each of its items. */
interface TableGrant {
  table: TableName;
  index?: string;
  actions: readonly DynamoDbAction[];
  /** Patterns of the partition keys it may touch; all where not given. */
  keys?: readonly string[];
}

const change: TableGrant = { table: 'subsidies', actions: ['GetItem', 'PutItem'] };
const audit: TableGrant = { table: 'audit', actions: ['PutItem'] };

/**
 * What each function may do on the tables: exactly what its adapters call, nothing for later. In `itinerary` also on
 * which rows, so that nobody but the officer at a gate reads where a person was.
 */
export const tableGrants: Record<FunctionName, readonly TableGrant[]> = {
  'enterprise-api': [
    // Deletes a draft that was submitted and a claim that was withdrawn; lists an enterprise's applications at once.
    { table: 'subsidies', actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'] },
    // Puts an enterprise to those that state the same account or legal representative.
    { table: 'subsidies', actions: ['UpdateItem'], keys: ['ACCOUNT#*', 'PERSON#*'] },
    audit,
  ],
  // Lists and changes uploads; reads applications to find what may be fetched.
  'attachment-api': [{ table: 'subsidies', actions: ['GetItem', 'Query', 'PutItem'] }, audit],
  'review-api': [
    { table: 'subsidies', actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'] },
    // What an officer no longer watches.
    { table: 'subsidies', actions: ['DeleteItem'], keys: ['OFFICER#*'] },
    { table: 'subsidies', index: 'queue', actions: ['Query'] },
    { table: 'subsidies', index: 'escalated', actions: ['Query'] },
    audit,
  ],
  // Writes and publishes policies, and simulates them on the registry; reaches no application and no profile.
  'policy-api': [
    { table: 'subsidies', actions: ['GetItem', 'PutItem'], keys: ['POLICIES', 'POLICY-DRAFTS', 'POLICY#*'] },
    { table: 'subsidies', actions: ['Query'], keys: ['POLICIES', 'POLICY-DRAFTS', 'REGISTRY#*'] },
    audit,
  ],
  'gate-api': [{ table: 'itinerary', actions: ['GetItem', 'UpdateItem'], keys: ['SCAN#*'] }, audit],
  'admin-api': [
    { table: 'subsidies', actions: ['Query'], keys: ['SCOREBOARD'] },
    { table: 'itinerary', actions: ['Query'], keys: ['SCOREBOARD', 'VENUES'] },
    { table: 'itinerary', actions: ['GetItem'], keys: ['VENUES'] },
    { table: 'itinerary', actions: ['PutItem'], keys: ['VENUES', 'VENUE-REQUEST#*'] },
    audit,
  ],
  // Reads the trail, and what heads the records keep; what it appends is that someone takes an export.
  'audit-api': [
    { table: 'audit', actions: ['Query', 'PutItem'] },
    { table: 'audit', index: 'day', actions: ['Query'] },
    { table: 'subsidies', actions: ['BatchGetItem'], keys: ['APPLICATION#*', 'ENTERPRISE#*', 'POLICY#*'] },
  ],
  // A reader's own mark stands beside the inbox, and on the notices he opened. Policies are named in the notices.
  'notice-api': [
    { table: 'subsidies', actions: ['GetItem'], keys: ['POLICY#*'] },
    { table: 'notices', actions: ['Query', 'UpdateItem'], keys: ['INBOX#*'] },
    { table: 'notices', actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], keys: ['PERSON#*'] },
    { table: 'notices', actions: ['GetItem', 'PutItem'], keys: ['SUBSCRIBERS#*'] },
    // Where messages go to is written here and read by the sender alone.
    { table: 'notices', actions: ['PutItem', 'DeleteItem'], keys: ['ADDRESS#*'] },
    audit,
  ],
  // One conditional write a scan, and no read but the venue's.
  scan: [
    { table: 'itinerary', actions: ['GetItem'], keys: ['VENUES'] },
    { table: 'itinerary', actions: ['PutItem'], keys: ['SCAN#*'] },
  ],
  // Counts the scoreboard, marks what is counted, and lists decisions by officer; puts notices into inboxes, reads none,
  // and finds who wants them.
  relay: [
    { table: 'subsidies', actions: ['GetItem', 'PutItem'], keys: ['COUNTED#*'] },
    { table: 'subsidies', actions: ['PutItem'], keys: ['OFFICER#*'] },
    { table: 'subsidies', actions: ['UpdateItem'], keys: ['SCOREBOARD'] },
    { table: 'itinerary', actions: ['UpdateItem'], keys: ['SCAN#*', 'SCOREBOARD'] },
    { table: 'notices', actions: ['PutItem'], keys: ['INBOX#*'] },
    { table: 'notices', actions: ['Query'], keys: ['SUBSCRIBERS#*'] },
    { table: 'notices', actions: ['GetItem'], keys: ['PERSON#*'] },
  ],
  // The only reader of robots' secrets and of numbers.
  notify: [
    { table: 'subsidies', actions: ['GetItem'], keys: ['POLICY#*'] },
    { table: 'notices', actions: ['GetItem'], keys: ['INBOX#*', 'ADDRESS#*'] },
    { table: 'notices', actions: ['GetItem', 'PutItem'], keys: ['PACE#*'] },
    { table: 'notices', actions: ['PutItem'], keys: ['DELIVERY#*', 'PERSON#*'] },
  ],
  // Reads the answers, and the policy they are checked by; writes nothing.
  screenApplication: [
    { table: 'subsidies', actions: ['Query'] },
    { table: 'subsidies', actions: ['GetItem'], keys: ['POLICY#*'] },
  ],
  // Looks at the clauses anew, with the answers in force, as the conclusion does.
  openReview: [{ table: 'subsidies', actions: ['GetItem', 'Query', 'PutItem'] }, audit],
  escalateReview: [change, audit],
  awaitCorrection: [change, audit],
  // Frees the claim of an application that lapsed.
  concludeApplication: [
    { table: 'subsidies', actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'] },
    audit,
  ],
};

/** What a function may do with the objects of the bucket of attachments; a signed address can do no more. */
export const objectGrants: Partial<Record<FunctionName, readonly ObjectAction[]>> = {
  // Signs addresses to send to and to fetch from; reads what arrived.
  'attachment-api': ['PutObject', 'PutObjectTagging', 'GetObject', 'GetObjectVersion'],
  // Compares each attachment's newest version with the frozen one.
  'review-api': ['GetObject'],
  // Keeps what was submitted from the lifecycle rule of drafts.
  relay: ['DeleteObjectVersionTagging'],
};

/** ARNs that statements name. */
export interface DataArns {
  tables: Record<TableName, string>;
  itineraryKey: string;
  profileKey: string;
  noticesKey: string;
}

/** The statements by which a function reaches its tables. */
export function tableStatements(name: FunctionName, arns: DataArns): PolicyStatement[] {
  const grants = tableGrants[name];
  const touches = (table: TableName) => grants.some((grant) => grant.table === table);
  return [
    ...grants.map(({ table, index, actions, keys }) =>
      allow(
        actions.map((action) => `dynamodb:${action}`),
        index === undefined ? arns.tables[table] : `${arns.tables[table]}/index/${index}`,
        keys === undefined ? {} : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
      ),
    ),
    ...(touches('itinerary') ? [keyUse(arns.itineraryKey)] : []),
    // Opens the function's own variables, nothing else.
    ...(holdsProfileSecret(name) ? [allow(['kms:Decrypt'], arns.profileKey)] : []),
    ...(touches('notices') ? [keyUse(arns.noticesKey)] : []),
    ...(touches('audit') ? [appendOnly(arns.tables.audit)] : []),
  ];
}

function holdsProfileSecret(name: FunctionName): boolean {
  const variables: readonly string[] = functionVariables[name];
  return variables.includes('PROFILE_SECRET');
}

/** The statements by which a function reaches attachments. @param bucketArn of their bucket */
export function objectStatements(name: FunctionName, bucketArn: string): PolicyStatement[] {
  const actions = objectGrants[name];
  return actions
    ? [
        allow(
          actions.map((action) => `s3:${action}`),
          `${bucketArn}/*`,
        ),
      ]
    : [];
}

/** What DynamoDB needs in the caller's name for a table with an own key; decrypting also opens a function's variables. */
function keyUse(keyArn: string): PolicyStatement {
  return allow(
    [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    keyArn,
  );
}

/** Stands whatever else may be allowed by mistake: an event that is written is neither changed nor removed. */
function appendOnly(auditArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'AuditIsAppendOnly',
    effect: Effect.DENY,
    actions: [
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PartiQLDelete',
    ],
    resources: [auditArn],
  });
}

/** An allowing statement on one resource. */
export function allow(
  actions: string[],
  resource: string,
  conditions: Record<string, Record<string, string[]>> = {},
): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource], conditions });
}
