import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AUDITORS } from '../../domain/notices/inbox.ts';
import { noticeKeyOf } from '../../functions/adapters/notices-items.ts';
import { scanKey } from '../../functions/adapters/scans.ts';
import { keyOf } from '../../functions/adapters/subsidies-items.ts';
import { fileNameOf, functionNames, functionVariables } from '../../functions/env.ts';
import { objectGrants, tableGrants } from '../../infra/permissions.ts';
import { compilePermissions, type RequestContext } from '../../local/gateway/permissions.ts';
import type { PolicyStatement } from '../../local/template/views.ts';
import { synthesize } from './synthesized.ts';

const synthesized = synthesize();
const { template } = synthesized;

function statementsOf(name: (typeof functionNames)[number]): PolicyStatement[] {
  const deployed = template.functions.find((one) => one.name === `fugong-dev-${fileNameOf(name)}`);
  const role = template.roles.find(({ arn }) => arn === deployed?.roleArn);
  if (!role) throw new Error(`${name} has no role`);
  return role.statements;
}

const bucketArn = 'arn:aws:s3:::fugong-dev-attachments-000000000000';
const tableArn = (name: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/fugong-dev-${name}`;
const may = (name: (typeof functionNames)[number], action: string, arn: string, key?: string) => {
  const context: RequestContext = key === undefined ? {} : { 'dynamodb:LeadingKeys': [key] };
  return compilePermissions(statementsOf(name)).allows(`dynamodb:${action}`, arn, context);
};
const everyAction = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
];

describe('the permissions of the functions', () => {
  it('are a role for each, that only Lambda may take', () => {
    const roles = template.functions.map(({ roleArn }) => roleArn);
    expect(new Set(roles).size).toBe(functionNames.length);
    for (const role of synthesized.resources('service', 'AWS::IAM::Role')) {
      const { Statement } = role.Properties['AssumeRolePolicyDocument'] as {
        Statement: { Principal: unknown }[];
      };
      expect(Statement.map(({ Principal }) => Principal)).toEqual([
        { Service: expect.stringMatching(/^(lambda|states)\.amazonaws\.com$/) },
      ]);
      expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  it.each(functionNames)(
    '%s has no wildcard, but for its own log’s streams and the objects of one bucket',
    (name) => {
      for (const { actions, resources, notActions, notResources } of statementsOf(name)) {
        expect(actions.join()).not.toContain('*');
        expect([...notActions, ...notResources]).toEqual([]);
        const own = `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/fugong-dev-${fileNameOf(name)}:*`;
        const objects = actions.every((action) => action.startsWith('s3:')) ? `${bucketArn}/*` : own;
        expect(resources.filter((resource) => ![own, objects].includes(resource)).join()).not.toContain('*');
      }
    },
  );

  it.each(functionNames)('%s reaches just the tables its environment names', (name) => {
    const named = functionVariables[name].filter((variable) => variable.endsWith('_TABLE'));
    for (const table of ['subsidies', 'itinerary', 'audit', 'notices'] as const) {
      const reached = everyAction.some((action) => may(name, action, tableArn(table)));
      // The automatic check shares the environment of the steps, and writes nothing.
      if (name === 'screenApplication' && table === 'audit') expect(reached).toBe(false);
      else
        expect([table, reached]).toEqual([
          table,
          named.some((one) => one === `${table.toUpperCase()}_TABLE`),
        ]);
    }
  });

  it.each(functionNames)(
    '%s can change or remove no audit event, and reads them only for auditors',
    (name) => {
      const allowed = ['PutItem', ...(name === 'audit-api' ? ['Query'] : [])];
      for (const action of everyAction.filter((one) => !allowed.includes(one))) {
        expect([action, may(name, action, tableArn('audit'))]).toEqual([action, false]);
      }
    },
  );

  it('lets auditors see the heads that records keep, and write nothing but the trail', () => {
    const readable = (key: string) => may('audit-api', 'BatchGetItem', tableArn('subsidies'), key);
    expect([readable('APPLICATION#1'), readable('ENTERPRISE#1'), readable('SCOREBOARD')]).toEqual([
      true,
      true,
      false,
    ]);
    for (const table of ['subsidies', 'itinerary'])
      for (const action of ['PutItem', 'UpdateItem', 'DeleteItem'])
        expect(may('audit-api', action, tableArn(table), 'APPLICATION#1')).toBe(false);
  });

  it('refuses changes of the audit table by a Deny of its own, whatever else may be allowed by mistake', () => {
    const mistaken = compilePermissions([
      ...statementsOf('enterprise-api'),
      {
        sid: undefined,
        effect: 'Allow',
        actions: ['dynamodb:*'],
        notActions: [],
        resources: ['*'],
        notResources: [],
        conditions: {},
      },
    ]);
    expect(mistaken.allows('dynamodb:PutItem', tableArn('audit'))).toBe(true);
    for (const action of ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLDelete', 'PartiQLUpdate']) {
      expect(mistaken.allows(`dynamodb:${action}`, tableArn('audit'))).toBe(false);
    }
  });

  it('lets nobody scan a table', () => {
    for (const name of functionNames) {
      for (const table of ['subsidies', 'itinerary', 'audit', 'notices'])
        expect(may(name, 'Scan', tableArn(table))).toBe(false);
    }
  });

  it('lets nobody but gates read a scan, and only gates, scans and the relay write one', () => {
    const readers = functionNames.filter((name) =>
      ['GetItem', 'BatchGetItem', 'Query'].some((action) =>
        may(name, action, tableArn('itinerary'), 'SCAN#1'),
      ),
    );
    const writers = functionNames.filter((name) =>
      ['PutItem', 'UpdateItem', 'DeleteItem'].some((action) =>
        may(name, action, tableArn('itinerary'), 'SCAN#1'),
      ),
    );
    expect(readers).toEqual(['gate-api']);
    expect(writers).toEqual(['gate-api', 'scan', 'relay']);
  });

  it('let three functions touch attachments, each for what it does, and none remove or list one', () => {
    const having = functionNames.filter((name) =>
      statementsOf(name).some(({ actions }) => actions.some((action) => action.startsWith('s3:'))),
    );
    expect(having).toEqual(['attachment-api', 'review-api', 'relay']);
    const mayObject = (name: (typeof functionNames)[number], action: string) =>
      compilePermissions(statementsOf(name)).allows(`s3:${action}`, `${bucketArn}/${'0'.repeat(26)}`);
    expect(mayObject('attachment-api', 'PutObject')).toBe(true);
    expect(mayObject('review-api', 'PutObject')).toBe(false);
    expect(mayObject('relay', 'GetObject')).toBe(false);
    for (const name of having)
      for (const action of ['DeleteObject', 'DeleteObjectVersion', 'ListBucket', 'PutObjectAcl'])
        expect(mayObject(name, action)).toBe(false);
  });

  it('fit the keys that the adapters write', () => {
    const scan = scanKey('1')['pk']?.S ?? '';
    expect(may('scan', 'PutItem', tableArn('itinerary'), scan)).toBe(true);
    expect(may('gate-api', 'UpdateItem', tableArn('itinerary'), scan)).toBe(true);
    expect(may('relay', 'UpdateItem', tableArn('itinerary'), scan)).toBe(true);
    expect(may('relay', 'PutItem', tableArn('subsidies'), keyOf.counted('1').pk)).toBe(true);
    expect(may('relay', 'PutItem', tableArn('subsidies'), keyOf.application('1').pk)).toBe(false);
  });

  it('lets only the relay count, start workflows and settle tokens', () => {
    const machine = template.stateMachines[0]?.arn ?? '';
    for (const name of functionNames) {
      const relay = name === 'relay';
      const permissions = compilePermissions(statementsOf(name));
      expect(permissions.allows('states:StartExecution', machine)).toBe(relay);
      expect(permissions.allows('states:SendTaskSuccess', machine)).toBe(relay);
      expect(may(name, 'UpdateItem', tableArn('subsidies'), 'SCOREBOARD')).toBe(relay);
    }
  });

  it('opens the key of itineraries to those who have that table, that of profiles to those who have its secret, that of notices likewise, and to nobody else', () => {
    const keysOf = (name: (typeof functionNames)[number]) =>
      statementsOf(name)
        .filter(({ actions }) => actions.includes('kms:Decrypt'))
        .map(({ resources }) => resources.join().replace(/^.*\//, ''));
    const [itinerary] = keysOf('scan');
    const [profile] = keysOf('enterprise-api');
    const [notices] = keysOf('notice-api');
    expect(new Set([itinerary, profile, notices]).size).toBe(3);
    for (const name of functionNames) {
      const touches = (own: string) => tableGrants[name].some(({ table }) => table === own);
      const having = touches('itinerary') ? [itinerary] : [];
      const told = touches('notices') ? [notices] : [];
      const holding = (functionVariables[name] as readonly string[]).includes('PROFILE_SECRET')
        ? [profile]
        : [];
      expect([name, keysOf(name)]).toEqual([name, [...having, ...told, ...holding]]);
    }
  });

  it('lets nobody but the reader’s own function read an inbox, and only the relay put notices in', () => {
    const inbox = noticeKeyOf.notice(AUDITORS, 'n').pk;
    const able = (action: string) =>
      functionNames.filter((name) => may(name, action, tableArn('notices'), inbox));
    expect(able('Query')).toEqual(['notice-api']);
    expect(able('GetItem')).toEqual(['notify']);
    expect(able('PutItem')).toEqual(['relay']);
    expect(may('relay', 'PutItem', tableArn('notices'), noticeKeyOf.reader(AUDITORS, 'a').pk)).toBe(false);
  });

  it('lets only the sender read robots’ secrets and numbers, and only their owner’s function write them', () => {
    const address = noticeKeyOf.address(AUDITORS, 'a', 'dingtalk').pk;
    const able = (action: string) =>
      functionNames.filter((name) => may(name, action, tableArn('notices'), address));
    for (const action of ['Query', 'BatchGetItem', 'UpdateItem']) expect(able(action)).toEqual([]);
    expect(able('GetItem')).toEqual(['notify']);
    expect(able('PutItem')).toEqual(['notice-api']);
    expect(able('DeleteItem')).toEqual(['notice-api']);
  });

  it('lets the state machine call its steps only', () => {
    const [machine] = template.stateMachines;
    const role = template.roles.find(({ arn }) => arn === machine?.roleArn);
    const invoked = role?.statements.filter(({ actions }) => actions.includes('lambda:InvokeFunction'));
    expect(
      invoked
        ?.flatMap(({ resources }) => resources)
        .map((arn) => arn.split(':').at(-1))
        .sort(),
    ).toEqual([
      'fugong-dev-await-correction',
      'fugong-dev-conclude-application',
      'fugong-dev-escalate-review',
      'fugong-dev-open-review',
      'fugong-dev-screen-application',
    ]);
    const others = role?.statements.filter((statement) => !invoked?.includes(statement));
    expect(others?.flatMap(({ actions }) => actions).every((action) => action.startsWith('logs:'))).toBe(
      true,
    );
  });

  it('stand in the README as they are', () => {
    const readme = readFileSync(new URL('../../infra/README.md', import.meta.url), 'utf8').replace(
      / +/g,
      ' ',
    );
    for (const [name, actions] of Object.entries(objectGrants))
      expect(readme).toContain(`| \`${name}\` | attachments | ${actions.join(', ')} | any |`);
    for (const [name, grants] of Object.entries(tableGrants)) {
      for (const { table, index, actions, keys } of grants) {
        const resource = index === undefined ? table : `${table}, index ${index}`;
        const row = `| \`${name}\` | ${resource} | ${actions.join(', ')} | ${keys ? `\`${keys.join('`, `')}\`` : 'any'} |`;
        expect(readme).toContain(row);
      }
    }
  });
});
