import { describe, expect, it } from 'vitest';
import { accessesOf } from '../../local/gateway/dynamodb-requests.ts';
import { compilePermissions } from '../../local/gateway/permissions.ts';
import { checkStateMachineRoles } from '../../local/gateway/state-machine-roles.ts';
import type { PolicyStatement } from '../../local/template/views.ts';
import { notesTable } from './notes-table.ts';

const TABLE = notesTable.arn;

function statement(changes: Partial<PolicyStatement>): PolicyStatement {
  return {
    sid: undefined,
    effect: 'Allow',
    actions: ['dynamodb:PutItem'],
    notActions: [],
    resources: [TABLE],
    notResources: [],
    conditions: {},
    ...changes,
  };
}

describe('the permissions of a role', () => {
  it('deny what no statement allows', () => {
    expect(compilePermissions([]).allows('dynamodb:GetItem', TABLE)).toBe(false);
    expect(compilePermissions([statement({})]).allows('dynamodb:GetItem', TABLE)).toBe(false);
    expect(compilePermissions([statement({})]).allows('dynamodb:PutItem', `${TABLE}s`)).toBe(false);
    expect(compilePermissions([statement({})]).allows('dynamodb:PutItem', TABLE)).toBe(true);
  });

  it('understand wildcards in actions, in any case, and in resources', () => {
    const { allows } = compilePermissions([
      statement({
        actions: ['dynamodb:batchget*', 'dynamodb:Quer?'],
        resources: [`${TABLE}/index/*`, TABLE],
      }),
    ]);
    expect(allows('dynamodb:BatchGetItem', TABLE)).toBe(true);
    expect(allows('dynamodb:Query', `${TABLE}/index/byAuthor`)).toBe(true);
    expect(allows('dynamodb:Query', `${TABLE}2/index/byAuthor`)).toBe(false);
    expect(allows('dynamodb:PutItem', TABLE)).toBe(false);
  });

  it('do not take a dot or bracket in a name for a pattern', () => {
    const { allows } = compilePermissions([statement({ resources: ['arn:aws:s3:::a.b[c]'] })]);
    expect(allows('dynamodb:PutItem', 'arn:aws:s3:::a.b[c]')).toBe(true);
    expect(allows('dynamodb:PutItem', 'arn:aws:s3:::axbc')).toBe(false);
  });

  it('let a denial win, also one by NotAction or NotResource', () => {
    const all = statement({ actions: ['*'], resources: ['*'] });
    const denials: Partial<PolicyStatement>[] = [
      { actions: ['dynamodb:Delete*'] },
      { actions: [], notActions: ['dynamodb:PutItem'] },
      { actions: ['dynamodb:*'], resources: [], notResources: ['arn:aws:dynamodb:*:*:table/other'] },
    ];
    for (const denial of denials) {
      const { allows } = compilePermissions([all, statement({ effect: 'Deny', ...denial })]);
      expect(allows('dynamodb:DeleteItem', TABLE)).toBe(false);
    }
    expect(compilePermissions([all]).allows('dynamodb:DeleteItem', TABLE)).toBe(true);
  });

  it('hold the leading keys of a request against a condition', () => {
    const { allows } = compilePermissions([
      statement({
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['APPLICATION#*', 'CLAIM#*'] } },
      }),
    ]);
    const put = (...keys: string[]) => allows('dynamodb:PutItem', TABLE, { 'dynamodb:LeadingKeys': keys });
    expect(put('APPLICATION#1')).toBe(true);
    expect(put('APPLICATION#1', 'CLAIM#2')).toBe(true);
    expect(put('APPLICATION#1', 'DRAFT#2')).toBe(false);
  });

  it('treat an absent key as IAM does', () => {
    const decide = (operator: string) =>
      compilePermissions([
        statement({ conditions: { [operator]: { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] } } }),
      ]).allows('dynamodb:PutItem', TABLE);
    expect(decide('StringEquals')).toBe(false);
    expect(decide('StringEqualsIfExists')).toBe(true);
    expect(decide('StringNotEquals')).toBe(true);
    expect(decide('ForAnyValue:StringEquals')).toBe(false);
    expect(decide('ForAllValues:StringEquals')).toBe(true);
  });

  it('are refused when they cannot be evaluated, rather than guessed', () => {
    const withCondition = (operator: string, key: string) => () =>
      compilePermissions([statement({ conditions: { [operator]: { [key]: ['x'] } } })]);
    expect(withCondition('NumericLessThan', 'dynamodb:LeadingKeys')).toThrow('operator NumericLessThan');
    expect(withCondition('StringEquals', 'aws:PrincipalTag/team')).toThrow('key aws:PrincipalTag/team');
    const variable = `arn:aws:s3:::$${'{aws:username}'}`;
    expect(() => compilePermissions([statement({ resources: [variable] })])).toThrow('policy variable');
  });
});

describe('the role of a state machine', () => {
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:open-review';
  const check = (resource: string) => () =>
    checkStateMachineRoles(
      [
        {
          id: 'service/Review',
          name: 'review',
          arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:review',
          definition: JSON.stringify({ Arguments: { FunctionName: functionArn } }),
          roleArn: 'arn:aws:iam::000000000000:role/review',
        },
      ],
      ['open', 'open-review'].map((name) => ({
        id: `service/${name}`,
        name,
        arn: functionArn.replace('open-review', name),
        handler: 'index.handler',
        folder: '/',
        environment: {},
        timeoutSeconds: 3,
        memoryMb: 128,
        roleArn: '',
      })),
      [
        {
          id: 'service/ReviewRole',
          name: 'review',
          arn: 'arn:aws:iam::000000000000:role/review',
          statements: [statement({ actions: ['lambda:InvokeFunction'], resources: [resource] })],
        },
      ],
    );

  it('must allow each function that the definition names, and no other', () => {
    expect(check(functionArn)).not.toThrow();
    expect(check(`${functionArn}er`)).toThrow(
      'service/Review invokes open-review, which its role service/ReviewRole',
    );
  });
});

describe('a request to DynamoDB', () => {
  const tables = new Map([['notes', notesTable]]);
  const item = { pk: { S: 'a' }, sk: { S: 'b' } };
  const actionsOf = (operation: string, body: object) =>
    accessesOf(operation, body, tables)?.map(({ action, resource, writes, context }) => [
      action,
      resource,
      writes,
      context['dynamodb:LeadingKeys'],
    ]);

  it('needs in a transaction for each item the action that it would need alone', () => {
    const transaction = {
      TransactItems: [
        { Put: { TableName: 'notes', Item: item } },
        { Update: { TableName: 'notes', Key: { ...item, pk: { S: 'u' } } } },
        { Delete: { TableName: TABLE, Key: item } },
        { ConditionCheck: { TableName: 'others', Key: item } },
      ],
    };
    expect(actionsOf('TransactWriteItems', transaction)).toEqual([
      ['dynamodb:PutItem', 'notes', true, ['a']],
      ['dynamodb:UpdateItem', 'notes', true, ['u']],
      ['dynamodb:DeleteItem', 'notes', true, ['a']],
      ['dynamodb:ConditionCheckItem', 'others', false, undefined],
    ]);
  });

  it('names the index and the partition key that a query is about', () => {
    const query = {
      TableName: 'notes',
      KeyConditionExpression: '#k = :value AND begins_with(sk, :prefix)',
      ExpressionAttributeNames: { '#k': 'pk' },
      ExpressionAttributeValues: { ':value': { S: 'APPLICATION#1' }, ':prefix': { S: 'FORM' } },
    };
    expect(actionsOf('Query', query)).toEqual([['dynamodb:Query', 'notes', false, ['APPLICATION#1']]]);
    expect(actionsOf('Scan', { TableName: 'notes', IndexName: 'byAuthor' })).toEqual([
      ['dynamodb:Scan', 'notes/index/byAuthor', false, undefined],
    ]);
  });

  it('touches each table of a batch', () => {
    const batch = {
      RequestItems: { notes: [{ PutRequest: { Item: item } }], others: [{ DeleteRequest: { Key: item } }] },
    };
    expect(actionsOf('BatchWriteItem', batch)).toEqual([
      ['dynamodb:BatchWriteItem', 'notes', true, ['a']],
      ['dynamodb:BatchWriteItem', 'others', true, undefined],
    ]);
  });

  it('that functions have no business with has no accesses at all', () => {
    expect(actionsOf('DeleteTable', { TableName: 'notes' })).toBeUndefined();
    expect(actionsOf('ExecuteStatement', { Statement: 'DELETE FROM notes' })).toBeUndefined();
    expect(actionsOf('constructor', {})).toBeUndefined();
  });
});
