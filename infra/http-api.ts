import { Stack } from 'aws-cdk-lib';
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiFunction } from '../contract/operation.ts';
import { operation, operationIds } from '../contract/routes.ts';
import type { Settings } from './settings.ts';

/** Twice what 130,000 people in 15 minutes need, two requests a scan; above it callers get 429. */
const REQUESTS_PER_SECOND = 600;
const BURST = 1200;

/** What the log keeps of a request: nothing by which a person could be found, no address, path, query or claim. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integrationLatency',
  error: '$context.error.responseType',
  authorizerError: '$context.authorizer.error',
});

/** The functions that answer, each with its ARN and longest time. */
export type Answering = Record<ApiFunction, { arn: string; timeoutSeconds: number }>;

/** The HTTP API: one route an operation of the contract; a JWT authorizer where its roles are not `public`. */
export class HttpApi extends Construct {
  readonly apiId: string;
  /** Host under which CloudFront finds it. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, settings: Settings, functions: Answering) {
    super(scope, id);
    const stack = Stack.of(this);
    // No CORS: the site and the API have one origin.
    const api = new CfnApi(this, 'api', { name: `fugong-${settings.environment}`, protocolType: 'HTTP' });
    this.apiId = api.ref;
    this.domainName = `${api.ref}.execute-api.${stack.region}.${stack.urlSuffix}`;

    const log = new LogGroup(this, 'access-log', {
      retention: settings.environment === 'prod' ? RetentionDays.SIX_MONTHS : RetentionDays.ONE_WEEK,
    });
    new CfnStage(this, 'stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: REQUESTS_PER_SECOND, throttlingBurstLimit: BURST },
      accessLogSettings: { destinationArn: log.logGroupArn, format: accessLogFormat },
    });

    const authorizer = new CfnAuthorizer(this, 'identity', {
      apiId: api.ref,
      authorizerType: 'JWT',
      name: 'identity',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: settings.oidcIssuer, audience: [settings.oidcAudience] },
    });

    const targets = new Map<ApiFunction, string>();
    for (const [name, { arn, timeoutSeconds }] of Object.entries(functions) as [
      ApiFunction,
      Answering[ApiFunction],
    ][]) {
      const integration = new CfnIntegration(this, `${name}-integration`, {
        apiId: api.ref,
        integrationType: 'AWS_PROXY',
        integrationUri: arn,
        payloadFormatVersion: '2.0',
        timeoutInMillis: timeoutSeconds * 1000,
      });
      targets.set(name, `integrations/${integration.ref}`);
      new CfnPermission(this, `${name}-permission`, {
        action: 'lambda:InvokeFunction',
        functionName: arn,
        principal: 'apigateway.amazonaws.com',
        sourceArn: stack.formatArn({ service: 'execute-api', resource: api.ref, resourceName: '*/*' }),
      });
    }

    for (const operationId of operationIds) {
      const { method, path, function: answering, roles } = operation(operationId);
      const target = targets.get(answering);
      if (target === undefined) throw new Error(`No function answers ${operationId}.`);
      new CfnRoute(this, operationId, {
        apiId: api.ref,
        operationName: operationId,
        routeKey: `${method} ${path}`,
        target,
        ...(roles.includes('public')
          ? { authorizationType: 'NONE' }
          : { authorizationType: 'JWT', authorizerId: authorizer.ref }),
      });
    }
  }
}
