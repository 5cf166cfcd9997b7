import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from '../functions/env.ts';
import type { TableName } from './data-stack.ts';

type DynamoDbAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** What a function may do on one table or index. A transaction needs the action of each of its items. */
interface TableGrant {
  table: TableName;
  index?: string;
  actions: readonly DynamoDbAction[];
}

const applications: readonly TableGrant[] = [
  { table: 'subsidies', actions: ['GetItem', 'Query', 'PutItem'] },
  { table: 'audit', actions: ['PutItem'] },
];

/** What each function may do on the tables: exactly what its adapters call, nothing for later. */
export const tableGrants: Record<FunctionName, readonly TableGrant[]> = {
  'enterprise-api': [
    // Deletes a draft that was submitted and a claim that was withdrawn; lists an enterprise's applications at once.
    { table: 'subsidies', actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'] },
    { table: 'audit', actions: ['PutItem'] },
  ],
  'review-api': [...applications, { table: 'subsidies', index: 'queue', actions: ['Query'] }],
  'gate-api': [
    { table: 'itinerary', actions: ['GetItem', 'PutItem', 'UpdateItem'] },
    { table: 'audit', actions: ['PutItem'] },
  ],
  'admin-api': [
    { table: 'subsidies', actions: ['Query'] },
    { table: 'itinerary', actions: ['GetItem', 'Query', 'PutItem'] },
    { table: 'audit', actions: ['PutItem'] },
  ],
  // One conditional write a scan, and no read.
  scan: [{ table: 'itinerary', actions: ['PutItem'] }],
  // Counts the scoreboard.
  relay: [
    { table: 'subsidies', actions: ['GetItem', 'PutItem', 'UpdateItem'] },
    { table: 'itinerary', actions: ['UpdateItem'] },
  ],
  screenApplication: applications,
  openReview: applications,
  escalateReview: applications,
  awaitCorrection: applications,
  concludeApplication: [
    // Frees the claim of an application that lapsed.
    { table: 'subsidies', actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'] },
    { table: 'audit', actions: ['PutItem'] },
  ],
};

/** ARNs that statements name. */
export interface DataArns {
  tables: Record<TableName, string>;
  itineraryKey: string;
}

/** The statements by which a function reaches its tables. */
export function tableStatements(name: FunctionName, arns: DataArns): PolicyStatement[] {
  const grants = tableGrants[name];
  const touches = (table: TableName) => grants.some((grant) => grant.table === table);
  return [
    ...grants.map(({ table, index, actions }) =>
      allow(
        actions.map((action) => `dynamodb:${action}`),
        index === undefined ? arns.tables[table] : `${arns.tables[table]}/index/${index}`,
      ),
    ),
    ...(touches('itinerary') ? [keyUse(arns.itineraryKey)] : []),
    ...(touches('audit') ? [appendOnly(arns.tables.audit)] : []),
  ];
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
export function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}
