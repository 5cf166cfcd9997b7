import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operation, operationIds } from '../../contract/routes.ts';
import { stepIds } from '../../contract/steps.ts';
import { fileNameOf, functionNames, functionVariables } from '../../functions/env.ts';
import { workflows } from '../../workflows/workflows.ts';
import { china, production, synthesize } from './synthesized.ts';

const dev = synthesize();
const { template } = dev;
const kebab = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
const inRepository = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));

describe('the HTTP API', () => {
  const [api] = template.httpApis;
  const routeOf = (routeKey: string) => api?.routes.find((route) => route.routeKey === routeKey);

  it('has one route for every operation of the contract, and no other', () => {
    const declared = operationIds.map((id) => `${operation(id).method} ${operation(id).path}`);
    expect(api?.routes.map(({ routeKey }) => routeKey).sort()).toEqual(declared.sort());
  });

  it.each(operationIds)('%s is answered by its function, behind the authorizer unless it is public', (id) => {
    const { method, path, roles, function: answering } = operation(id);
    const route = routeOf(`${method} ${path}`);
    expect(route?.functionArn).toMatch(new RegExp(`:fugong-dev-${answering}$`));
    if (roles.includes('public')) expect(route?.authorizer).toBeUndefined();
    else {
      expect(route?.authorizer).toMatchObject({
        issuer: 'https://identity.fugong.example',
        audiences: ['fugong-api'],
        header: 'authorization',
      });
    }
  });

  it('limits how fast it is called, and takes no foreign origin', () => {
    for (const route of api?.routes ?? []) {
      expect(route.throttle.ratePerSecond).toBeGreaterThanOrEqual(300);
      expect(route.throttle.burst).toBeDefined();
    }
    expect(api?.cors).toBeUndefined();
  });

  it('logs no address, no path, no claim of a caller', () => {
    const stage = dev.only('service', 'AWS::ApiGatewayV2::Stage');
    const { Format } = stage['AccessLogSettings'] as { Format: string };
    expect(Format).toContain('$context.routeKey');
    expect(Format).not.toMatch(/identity|sourceIp|claims|\$context\.path|userAgent|header/i);
  });

  it('waits for a function as long as the function may take', () => {
    for (const route of api?.routes ?? []) {
      const answering = template.functions.find(({ arn }) => arn === route.functionArn);
      expect(route.timeoutMs).toBe((answering?.timeoutSeconds ?? 0) * 1000);
      expect(route.timeoutMs).toBeLessThanOrEqual(29_000);
    }
  });
});

describe('the functions', () => {
  it('are all that functions/env.ts declares, each with just its variables', () => {
    const environments = template.functions.map(({ name, environment }) => [
      name,
      Object.keys(environment).sort(),
    ]);
    const declared = functionNames.map((name) => [
      `fugong-dev-${fileNameOf(name)}`,
      [...functionVariables[name]].sort(),
    ]);
    expect(Object.fromEntries(environments)).toEqual(Object.fromEntries(declared));
  });

  it('run Node 24 on arm64, within 60 seconds, and keep their logs for a time', () => {
    const functions = dev.resources('service', 'AWS::Lambda::Function');
    expect(functions).toHaveLength(functionNames.length);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(Properties['Timeout']).toBeLessThanOrEqual(60);
      expect(Properties).toHaveProperty('LoggingConfig.LogGroup');
    }
    for (const { Properties } of dev.resources('service', 'AWS::Logs::LogGroup')) {
      expect(Properties['RetentionInDays']).toBe(7);
    }
  });

  it('keep logs of production for six months', () => {
    for (const { Properties } of synthesize(production).resources('service', 'AWS::Logs::LogGroup')) {
      expect(Properties['RetentionInDays']).toBe(180);
    }
  });

  it('that hold a secret have their variables encrypted under the key of that secret', () => {
    for (const { Properties } of dev.resources('service', 'AWS::Lambda::Function')) {
      const { Variables } = Properties['Environment'] as { Variables: object };
      const key = JSON.stringify(Properties['KmsKeyArn'] ?? '');
      expect(key.includes('itinerarykey')).toBe('CODE_SECRET' in Variables);
      expect(key.includes('profilekey')).toBe('PROFILE_SECRET' in Variables);
    }
  });

  it('are not traced: X-Ray does not exist everywhere', () => {
    expect(dev.text).not.toMatch(/TracingConfig|xray/i);
  });
});

describe('one name in four places', () => {
  it.each(operationIds)('operation %s is a file, a route and a name in the template', (id) => {
    const { function: folder, method, path } = operation(id);
    expect(inRepository(`functions/${folder}/${kebab(id)}.ts`)).toBe(true);
    const route = dev
      .resources('service', 'AWS::ApiGatewayV2::Route')
      .find(({ Properties }) => Properties['OperationName'] === id);
    expect(route?.Properties['RouteKey']).toBe(`${method} ${path}`);
  });

  it.each(stepIds)('step %s is a file, an entry, a function and a call in a workflow', (id) => {
    expect(inRepository(`functions/steps/${kebab(id)}.ts`)).toBe(true);
    expect(inRepository(`functions/steps/${kebab(id)}.lambda.ts`)).toBe(true);
    expect(template.functions.map(({ name }) => name)).toContain(`fugong-dev-${kebab(id)}`);
    expect(
      template.stateMachines.some(({ definition }) => definition.includes(`:fugong-dev-${kebab(id)}"`)),
    ).toBe(true);
  });

  it.each(workflows.map(({ name }) => name))('workflow %s is a file and a state machine', (name) => {
    expect(inRepository(`workflows/${name}.asl.json`)).toBe(true);
    expect(template.stateMachines.map((machine) => machine.name)).toContain(`fugong-dev-${name}`);
  });
});

describe('the workflows', () => {
  it('are standard, and log errors without what they were about', () => {
    for (const { Properties } of dev.resources('service', 'AWS::StepFunctions::StateMachine')) {
      expect(Properties).toMatchObject({
        StateMachineType: 'STANDARD',
        LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      });
    }
  });

  it.each([
    ['aws', dev],
    ['aws-cn', synthesize(china)],
  ])('name every resource in partition %s', (partition, synthesized) => {
    for (const { definition } of synthesized.template.stateMachines) {
      const arns = definition.match(/arn:[^"]+/g) ?? [];
      expect(arns.length).toBeGreaterThan(5);
      for (const arn of arns) expect(arn.split(':')[1]).toBe(partition);
      expect(definition).not.toContain('${');
    }
  });
});

describe('the relay', () => {
  it('hears the streams from their beginning, gives a poison record up, and tells of it', () => {
    expect(template.eventSourceMappings.map(({ tableName }) => tableName).sort()).toEqual([
      'fugong-dev-itinerary',
      'fugong-dev-notices',
      'fugong-dev-subsidies',
    ]);
    const queue = template.queues.find(({ name }) => name === 'fugong-dev-relay-dead-letters');
    for (const mapping of template.eventSourceMappings) {
      expect(mapping).toMatchObject({
        bisectOnError: true,
        reportsBatchItemFailures: true,
        onFailureQueueArn: queue?.arn,
        batchingWindowSeconds: 0,
      });
      expect(mapping.functionArn).toMatch(/:fugong-dev-relay$/);
      expect(mapping.maximumRetryAttempts).toBeGreaterThan(0);
      // A stream forgets after a day; what is given up is told before.
      expect(mapping.maximumRecordAgeSeconds).toBeLessThan(24 * 3600);
    }
    for (const { Properties } of dev.resources('service', 'AWS::Lambda::EventSourceMapping')) {
      if ('DestinationConfig' in Properties) expect(Properties['StartingPosition']).toBe('TRIM_HORIZON');
    }
  });

  it('tells of them in a queue that is encrypted and kept for two weeks, as all queues are', () => {
    for (const { Properties } of dev.resources('service', 'AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 14 * 86_400,
      });
    }
  });

  it('raises an alarm for dead letters, for lateness, and when an execution fails', () => {
    const alarms = dev.resources('service', 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    expect(alarms.map((alarm) => alarm['MetricName']).sort()).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesVisible',
      'ExecutionsFailed',
      'IteratorAge',
    ]);
    for (const alarm of alarms) expect(alarm['AlarmActions']).toHaveLength(1);
  });
});

describe('the sending of notices', () => {
  const queueOf = (name: string) => template.queues.find((queue) => queue.name === `fugong-dev-${name}`);
  const statementsFor = (name: string) => {
    const role = template.functions.find((one) => one.name === `fugong-dev-${name}`)?.roleArn;
    const statements = template.roles.find(({ arn }) => arn === role)?.statements ?? [];
    return statements.filter(({ actions }) => actions.some((action) => action.startsWith('sqs:')));
  };

  it('takes messages from the queue a few at a time, tries each eight times, and sends twice at once at most', () => {
    const [mapping] = template.queueMappings;
    const sender = template.functions.find(({ arn }) => arn === mapping?.functionArn);
    expect(template.queueMappings).toHaveLength(1);
    expect(mapping).toMatchObject({
      queueName: 'fugong-dev-notices',
      batchSize: 5,
      reportsBatchItemFailures: true,
      maximumConcurrency: 2,
    });
    expect(sender?.name).toBe('fugong-dev-notify');
    expect(queueOf('notices')).toMatchObject({
      visibilityTimeoutSeconds: 6 * (sender?.timeoutSeconds ?? 0),
      redrive: { maxReceiveCount: 8, deadLetterTargetArn: queueOf('notices-dead-letters')?.arn },
    });
  });

  it('is filled by the relay, emptied by the sender, and touched by nobody else', () => {
    const notices = queueOf('notices')?.arn;
    const deadLetters = queueOf('notices-dead-letters')?.arn;
    expect(statementsFor('relay').map(({ actions, resources }) => [actions, resources])).toContainEqual([
      ['sqs:SendMessage'],
      [notices],
    ]);
    expect(statementsFor('notify').flatMap(({ resources }) => resources)).toEqual([notices, deadLetters]);
    for (const { name } of template.functions) {
      const short = name.replace('fugong-dev-', '');
      if (!['relay', 'notify'].includes(short)) expect(statementsFor(short), short).toEqual([]);
    }
  });
});
