/**
 * What the template says, as the rooms of the local platform need it: every reference resolved, every name physical.
 * `id` of each view is `<stack>/<logical id>`, for sentences.
 */

/** A key attribute of a table or index. */
export interface KeyAttribute {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}

export interface IndexView {
  IndexName: string;
  KeySchema: KeyAttribute[];
  Projection: {
    ProjectionType?: 'ALL' | 'KEYS_ONLY' | 'INCLUDE' | undefined;
    NonKeyAttributes?: string[] | undefined;
  };
}

/** A DynamoDB table; keys and indexes in the shape of its own API. */
export interface TableView {
  id: string;
  name: string;
  arn: string;
  keySchema: KeyAttribute[];
  attributeDefinitions: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  globalIndexes: IndexView[];
  localIndexes: IndexView[];
  /** ARN by which the template names the stream; DynamoDB Local has its own. */
  streamArn: string | undefined;
  streamViewType: 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY' | undefined;
  /** Attribute with epoch seconds after which an item is gone. */
  expiryAttribute: string | undefined;
}

export interface FunctionView {
  id: string;
  name: string;
  arn: string;
  /** `<file without extension>.<export>`. */
  handler: string;
  /** Absolute folder of the bundle. */
  folder: string;
  /** What the template sets; dynamic references resolved. */
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  roleArn: string;
}

/** How a function gets the records of a table's stream. */
export interface EventSourceMappingView {
  id: string;
  functionArn: string;
  tableName: string;
  /** As the template names it; also what records say as `eventSourceARN`. */
  streamArn: string;
  batchSize: number;
  /** How long a batch may wait for more records. */
  batchingWindowSeconds: number;
  /** Retries after the first attempt; -1 for ever. */
  maximumRetryAttempts: number;
  /** Records older than this go to the destination untried; -1 never. */
  maximumRecordAgeSeconds: number;
  bisectOnError: boolean;
  reportsBatchItemFailures: boolean;
  onFailureQueueArn: string | undefined;
}

export interface JwtAuthorizerView {
  id: string;
  name: string;
  issuer: string;
  audiences: string[];
  /** Header whose value is the token, with or without `Bearer`. Lower case. */
  header: string;
}

export interface RouteView {
  id: string;
  /** `POST /api/drafts/{policyId}` or `$default`. */
  routeKey: string;
  functionArn: string;
  timeoutMs: number;
  authorizer: JwtAuthorizerView | undefined;
  /** The token needs one of these, if there are any. */
  scopes: string[];
  throttle: Throttle;
}

/** Token bucket; undefined means without limit. */
export interface Throttle {
  ratePerSecond: number | undefined;
  burst: number | undefined;
}

export interface CorsView {
  allowOrigins: string[];
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  maxAgeSeconds: number | undefined;
  allowCredentials: boolean;
}

export interface HttpApiView {
  id: string;
  apiId: string;
  name: string;
  /** Host as the template names it; a CloudFront origin may be this. */
  domainName: string;
  stage: string;
  routes: RouteView[];
  cors: CorsView | undefined;
}

export interface StateMachineView {
  id: string;
  name: string;
  arn: string;
  /** ASL as JSON text, substitutions done. */
  definition: string;
  roleArn: string;
}

export interface PolicyStatement {
  sid: string | undefined;
  effect: 'Allow' | 'Deny';
  actions: string[];
  notActions: string[];
  resources: string[];
  notResources: string[];
  /** Operator -> key -> values. */
  conditions: Record<string, Record<string, string[]>>;
}

export interface RoleView {
  id: string;
  name: string;
  arn: string;
  statements: PolicyStatement[];
}

export interface BucketView {
  id: string;
  name: string;
  arn: string;
  /** Hosts by which origins name it. */
  domainNames: string[];
  versioned: boolean;
  cors: unknown[];
}

export interface QueueView {
  id: string;
  name: string;
  arn: string;
  url: string;
  fifo: boolean;
  /** How long a received message stays hidden. */
  visibilityTimeoutSeconds: number;
  /** Where a message goes that was received so often. */
  redrive: { deadLetterTargetArn: string; maxReceiveCount: number } | undefined;
}

/** How a function gets the messages of a queue. */
export interface QueueMappingView {
  id: string;
  functionArn: string;
  queueName: string;
  queueArn: string;
  batchSize: number;
  reportsBatchItemFailures: boolean;
  maximumConcurrency: number;
}

export interface OriginView {
  id: string;
  domainName: string;
  path: string;
  customHeaders: { name: string; value: string }[];
  /** What answers, when it is part of the template. */
  bucketName: string | undefined;
  httpApiId: string | undefined;
}

export interface BehaviorView {
  /** `*` is the default. */
  pathPattern: string;
  originId: string;
  allowedMethods: string[];
  viewerProtocolPolicy: string;
  compress: boolean;
  responseHeadersPolicyId: string | undefined;
  functions: { eventType: string; functionArn: string }[];
}

export interface DistributionView {
  id: string;
  distributionId: string;
  domainName: string;
  aliases: string[];
  defaultRootObject: string | undefined;
  origins: OriginView[];
  /** In the order in which they are tried; the default is the last. */
  behaviors: BehaviorView[];
  customErrorResponses: {
    errorCode: number;
    responseCode: number | undefined;
    responsePagePath: string | undefined;
  }[];
}

export interface CloudFrontFunctionView {
  id: string;
  name: string;
  arn: string;
  runtime: string;
  code: string;
}

export interface ResponseHeadersPolicyView {
  id: string;
  policyId: string;
  /** Headers it sets; `override` says whether the origin's own value is replaced. */
  headers: { name: string; value: string; override: boolean }[];
  removeHeaders: string[];
}

/** Files that a deployment puts into a bucket. */
export interface BucketDeploymentView {
  id: string;
  bucketName: string;
  /** Key prefix at the destination, '' for none. */
  prefix: string;
  /** In order; a later source overwrites. `markers` are replaced by their values in all text of the folder. */
  sources: { folder: string; markers: Record<string, string> }[];
  /** HTTP metadata, e.g. `cache-control`. */
  metadata: Record<string, string>;
  exclude: string[];
  include: string[];
}

/** How Secrets Manager makes a value (GenerateSecretString). */
export interface SecretRule {
  length: number;
  excludeCharacters: string;
  excludePunctuation: boolean;
  excludeUppercase: boolean;
  excludeLowercase: boolean;
  excludeNumbers: boolean;
  includeSpace: boolean;
  requireEachIncludedType: boolean;
  /** With both, the value is this JSON object plus the generated string under the key. */
  template: string | undefined;
  key: string | undefined;
}

export interface SecretView {
  id: string;
  name: string;
  arn: string;
  /** What the template demands to be generated, or undefined when it states the value. */
  generate: SecretRule | undefined;
  stated: string | undefined;
}

export interface Template {
  partition: string;
  region: string;
  account: string;
  tables: TableView[];
  functions: FunctionView[];
  eventSourceMappings: EventSourceMappingView[];
  queueMappings: QueueMappingView[];
  httpApis: HttpApiView[];
  stateMachines: StateMachineView[];
  roles: RoleView[];
  buckets: BucketView[];
  queues: QueueView[];
  distributions: DistributionView[];
  cloudFrontFunctions: CloudFrontFunctionView[];
  responseHeadersPolicies: ResponseHeadersPolicyView[];
  bucketDeployments: BucketDeploymentView[];
  secrets: SecretView[];
  /** `<stack>.<output>` -> value. */
  outputs: Record<string, string>;
}
