import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  App,
  Aws,
  aws_apigatewayv2 as api,
  CfnOutput,
  aws_cloudfront as cloudfront,
  aws_s3_deployment as deployment,
  aws_dynamodb as dynamodb,
  Fn,
  aws_iam as iam,
  aws_kms as kms,
  aws_lambda as lambda,
  aws_logs as logs,
  aws_cloudfront_origins as origins,
  RemovalPolicy,
  Stack,
  aws_s3 as s3,
  aws_secretsmanager as secrets,
  aws_lambda_event_sources as sources,
  aws_sqs as sqs,
  aws_stepfunctions as workflows,
} from 'aws-cdk-lib';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { build } from 'esbuild';

export interface Fixture {
  /** The folder of the synthesized cloud assembly. */
  assembly: string;
}

/**
 * A small app of the same kinds of resources as the product, in three stacks, with bundles of its own.
 * @param folder empty; gets the bundles and the assembly
 * @param issuer of the JWT authorizer
 * @param change adds to the service stack before it is synthesized
 */
export async function synthesizeFixture(
  folder: string,
  issuer: string,
  change: (stack: Stack) => void = () => {},
): Promise<Fixture> {
  await build({
    entryPoints: [
      { in: fileURLToPath(new URL('./fixture-functions/clerk.ts', import.meta.url)), out: 'clerk/index' },
      { in: fileURLToPath(new URL('./fixture-functions/copier.ts', import.meta.url)), out: 'copier/index' },
    ],
    outdir: join(folder, 'functions'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const assembly = join(folder, 'cdk.out');
  const app = new App({ outdir: assembly, analyticsReporting: false });
  const data = dataStack(app);
  const service = serviceStack(app, data, folder, issuer);
  change(service.stack);
  webStack(app, service.endpoint, folder);
  app.synth();
  return { assembly };
}

function dataStack(app: App) {
  const stack = new Stack(app, 'fixture-data');
  const encryptionKey = new kms.Key(stack, 'Key');
  const string = dynamodb.AttributeType.STRING;
  const notes = new dynamodb.Table(stack, 'Notes', {
    tableName: 'fixture-notes',
    partitionKey: { name: 'pk', type: string },
    sortKey: { name: 'sk', type: string },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    encryptionKey,
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
  });
  notes.addGlobalSecondaryIndex({ indexName: 'byAuthor', partitionKey: { name: 'author', type: string } });
  const copies = new dynamodb.Table(stack, 'Copies', {
    partitionKey: { name: 'pk', type: string },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  });
  const secret = new secrets.Secret(stack, 'CodeSecret', { generateSecretString: { passwordLength: 48 } });
  return { notes, copies, secret };
}

function serviceStack(app: App, data: ReturnType<typeof dataStack>, folder: string, issuer: string) {
  const stack = new Stack(app, 'fixture-service');
  const review = reviewMachine(stack);
  const clerk = bundle(stack, folder, 'clerk', {
    NOTES_TABLE: data.notes.tableName,
    CODE_SECRET: data.secret.secretValue.unsafeUnwrap(),
    REVIEW_ARN: review.stateMachineArn,
  });
  allow(clerk, ['dynamodb:PutItem'], data.notes.tableArn);
  allow(clerk, ['dynamodb:Query'], `${data.notes.tableArn}/index/*`);

  const copier = bundle(stack, folder, 'copier', { COPIES_TABLE: data.copies.tableName });
  allow(copier, ['dynamodb:PutItem'], data.copies.tableArn);
  const deadLetters = new sqs.Queue(stack, 'DeadLetters', { queueName: 'fixture-dead-letters' });
  copier.addEventSource(
    new sources.DynamoEventSource(data.notes as dynamodb.ITable, {
      startingPosition: lambda.StartingPosition.LATEST,
      batchSize: 50,
      bisectBatchOnError: true,
      retryAttempts: 2,
      onFailure: new sources.SqsDlq(deadLetters),
    }),
  );

  const httpApi = new api.HttpApi(stack, 'Api', { apiName: 'fixture', createDefaultStage: false });
  new api.HttpStage(stack, 'Stage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 500, burstLimit: 1_000 },
  });
  const authorizer = new HttpJwtAuthorizer('Identity', issuer, { jwtAudience: ['fixture-api'] });
  const integration = new HttpLambdaIntegration('Clerk', clerk);
  for (const [method, path, open] of [
    ['PUT', '/api/notes/{noteId}', false],
    ['DELETE', '/api/notes/{noteId}', false],
    ['POST', '/api/notes/{noteId}/pair', false],
    ['POST', '/api/reviews', false],
    ['GET', '/api/environment', true],
  ] as const) {
    const methods = [api.HttpMethod[method]];
    httpApi.addRoutes({ path, methods, integration, ...(open ? {} : { authorizer }) });
  }
  new CfnOutput(stack, 'Endpoint', { value: httpApi.apiEndpoint });
  return { stack, endpoint: httpApi.apiEndpoint };
}

function reviewMachine(stack: Stack): workflows.StateMachine {
  return new workflows.StateMachine(stack, 'Review', {
    stateMachineName: 'fixture-review',
    definitionBody: workflows.DefinitionBody.fromString(
      JSON.stringify({
        StartAt: 'Ask',
        States: { Ask: { Type: 'Pass', Comment: 'asks $' + '{clerk}', End: true } },
      }),
    ),
    definitionSubstitutions: { clerk: 'the clerk' },
  });
}

function bundle(stack: Stack, folder: string, name: string, environment: Record<string, string>) {
  const role = new iam.Role(stack, `${name}Role`, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
  });
  return new lambda.Function(stack, name, {
    functionName: `fixture-${name}`,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(folder, 'functions', name)),
    memorySize: 256,
    role,
    environment,
    logGroup: new logs.LogGroup(stack, `${name}Logs`),
  });
}

function allow(target: lambda.Function, actions: string[], resource: string): void {
  target.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
}

function webStack(app: App, endpoint: string, folder: string): void {
  const stack = new Stack(app, 'fixture-web');
  mkdirSync(join(folder, 'web'), { recursive: true });
  const bucket = new s3.Bucket(stack, 'Site', {
    removalPolicy: RemovalPolicy.DESTROY,
    autoDeleteObjects: true,
  });
  new deployment.BucketDeployment(stack, 'Files', {
    destinationBucket: bucket as s3.IBucket,
    sources: [
      deployment.Source.asset(join(folder, 'web')),
      deployment.Source.jsonData('config.json', { endpoint, partition: Aws.PARTITION }),
    ],
  });
  const rewrite = new cloudfront.Function(stack, 'Rewrite', {
    code: cloudfront.FunctionCode.fromInline('function handler(event) { return event.request; }'),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
  new cloudfront.Distribution(stack, 'Distribution', {
    defaultBehavior: {
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket as s3.IBucket),
      functionAssociations: [{ function: rewrite, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      responseHeadersPolicy: new cloudfront.ResponseHeadersPolicy(stack, 'Headers', {
        securityHeadersBehavior: {
          contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: true },
          contentTypeOptions: { override: true },
        },
        customHeadersBehavior: { customHeaders: [{ header: 'X-Zone', value: '410173', override: false }] },
      }),
    },
    additionalBehaviors: {
      '/api/*': {
        origin: new origins.HttpOrigin(Fn.select(2, Fn.split('/', endpoint))),
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      },
    },
  });
}
