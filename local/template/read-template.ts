import * as z from 'zod';
import { readAssembly } from './assembly.ts';
import { Evaluator } from './evaluator.ts';
import { readEventSourceMappings, readFunctions } from './functions.ts';
import { readHttpApis } from './http-apis.ts';
import type { Place } from './physical-names.ts';
import { readQueueMappings } from './queue-mappings.ts';
import { Resources, withoutMeaning } from './resources.ts';
import { readRoles } from './roles.ts';
import { readCloudFrontFunctions, readDistributions, readResponseHeadersPolicies } from './site.ts';
import { readBucketDeployments, readBuckets, readQueues, readSecrets } from './storage.ts';
import { readTables } from './tables.ts';
import type { SecretView, StateMachineView, Template } from './views.ts';

export interface TemplateOptions {
  /** Folder of the cloud assembly, usually `cdk.out`. */
  assembly: string;
  /** `aws` when not given. */
  partition?: string;
  region?: string;
  account?: string;
  /**
   * The SecretString of a secret. The caller makes it once, by `generateSecret`, and keeps it: functions sign with it.
   * Asked only for secrets to which the template refers.
   */
  secretValue: (secret: SecretView) => string;
}

/** Types that the local platform runs or serves. */
const MEANINGFUL = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
  'Custom::CDKBucketDeployment',
]);

/**
 * Types that mean nothing on a laptop: encryption at rest, logs, alarms, who of AWS may call whom, what CloudFront
 * caches, names in DNS, and what only a deployment does.
 */
const WITHOUT_LOCAL_MEANING = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::Route53::RecordSet',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::WAFv2::WebACL',
  'Custom::LogRetention',
  'Custom::S3AutoDeleteObjects',
]);

const machineSchema = z.strictObject({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
  RoleArn: z.string(),
  StateMachineType: z.literal('STANDARD').default('STANDARD'),
  ...withoutMeaning(
    'StateMachineName',
    'LoggingConfiguration',
    'TracingConfiguration',
    'EncryptionConfiguration',
    'Tags',
  ),
});

/**
 * Reads what a CDK app has synthesized, as the local platform needs it.
 * @throws Error with one sentence for whatever it cannot do locally: an unknown type, property or function
 */
export function readTemplate(options: TemplateOptions): Template {
  const { partition = 'aws', region = 'us-east-1', account = '000000000000' } = options;
  const urlSuffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const place: Place = { partition, region, account, urlSuffix };
  const stacks = readAssembly(options.assembly);
  const evaluator: Evaluator = new Evaluator(stacks, place, (id) => {
    const secret = readSecrets(resources).find(({ arn, name }) => arn === id || name === id);
    if (!secret) throw new Error(`The template refers to secret ${id}, which it does not have.`);
    return secret.stated ?? options.secretValue(secret);
  });
  const resources: Resources = new Resources(stacks, evaluator);
  refuseUnknown(resources);

  const tables = readTables(resources);
  const functions = readFunctions(resources, options.assembly);
  const buckets = readBuckets(resources);
  const queues = readQueues(resources);
  const httpApis = readHttpApis(resources);
  const outputs = stacks.flatMap((stack) =>
    Object.entries(stack.Outputs)
      .filter(([, output]) => evaluator.exists(stack, output))
      .map(
        ([name, output]) => [`${stack.name}.${name}`, String(evaluator.value(stack, output.Value))] as const,
      ),
  );
  return {
    partition,
    region,
    account,
    tables,
    functions,
    eventSourceMappings: readEventSourceMappings(resources, functions, tables),
    queueMappings: readQueueMappings(resources, functions, queues),
    httpApis,
    stateMachines: readStateMachines(resources),
    roles: readRoles(resources),
    buckets,
    queues,
    distributions: readDistributions(resources, buckets, httpApis),
    cloudFrontFunctions: readCloudFrontFunctions(resources),
    responseHeadersPolicies: readResponseHeadersPolicies(resources),
    bucketDeployments: readBucketDeployments(resources),
    secrets: readSecrets(resources),
    outputs: Object.fromEntries(outputs),
  };
}

function refuseUnknown(resources: Resources): void {
  for (const [type, example] of resources.types()) {
    if (!MEANINGFUL.has(type) && !WITHOUT_LOCAL_MEANING.has(type)) {
      throw new Error(`The local platform does not know the resource type ${type} (${example}).`);
    }
  }
}

function readStateMachines(resources: Resources): StateMachineView[] {
  return resources
    .ofType('AWS::StepFunctions::StateMachine', machineSchema)
    .map(({ id, identity, properties }) => ({
      id,
      name: identity.name,
      arn: identity.arn,
      definition: substituted(id, properties),
      roleArn: properties.RoleArn,
    }));
}

/** What is no substitution would reach Step Functions as it stands; it is a forgotten one. */
function substituted(
  id: string,
  { DefinitionString, DefinitionSubstitutions }: z.infer<typeof machineSchema>,
): string {
  return DefinitionString.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    const value = DefinitionSubstitutions[name];
    if (value === undefined)
      throw new Error(`The definition of ${id} has ${whole}, which nothing substitutes.`);
    return value;
  });
}
