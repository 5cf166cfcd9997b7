import { createHash } from 'node:crypto';

/** Where the local platform pretends to be. */
export interface Place {
  partition: string;
  region: string;
  account: string;
  urlSuffix: string;
}

/** What a reference to a resource can say. */
export interface Identity {
  /** Value of `Ref`. */
  ref: string;
  name: string;
  arn: string;
  /** Values of `Fn::GetAtt`, besides `Arn`. */
  attributes: Record<string, string>;
}

export interface NamedResource {
  type: string;
  stack: string;
  logicalId: string;
  /** A property that CloudFormation would use as the name, resolved; undefined when the template leaves it out. */
  property: (name: string) => string | undefined;
}

type Naming = (resource: NamedResource, place: Place) => Identity;

/**
 * Names and ARNs as the services form them. What the template leaves to CloudFormation is named after stack and
 * logical id, so that names are the same at every start.
 */
const namings: Record<string, Naming> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Lambda::Function': (resource, place) => {
    const name = resource.property('FunctionName') ?? generatedName(resource, 64);
    return named(name, arn(place, 'lambda', `function:${name}`));
  },
  'AWS::Lambda::EventSourceMapping': (resource, place) => {
    const name = stableId(resource, 32);
    return named(name, arn(place, 'lambda', `event-source-mapping:${name}`));
  },
  'AWS::StepFunctions::StateMachine': (resource, place) => {
    const name = resource.property('StateMachineName') ?? generatedName(resource, 80);
    const machineArn = arn(place, 'states', `stateMachine:${name}`);
    return { ...named(name, machineArn, { Name: name }), ref: machineArn };
  },
  'AWS::IAM::Role': (resource, place) => {
    const name = resource.property('RoleName') ?? generatedName(resource, 64);
    return named(name, `arn:${place.partition}:iam::${place.account}:role/${name}`, {
      RoleId: stableId(resource, 20),
    });
  },
  'AWS::ApiGatewayV2::Api': (resource, place) => {
    const apiId = stableId(resource, 10);
    return named(apiId, `arn:${place.partition}:apigateway:${place.region}::/apis/${apiId}`, {
      ApiId: apiId,
      ApiEndpoint: `https://${apiId}.execute-api.${place.region}.${place.urlSuffix}`,
    });
  },
  'AWS::ApiGatewayV2::Stage': (resource, place) => {
    const name = resource.property('StageName') ?? '$default';
    return named(name, arn(place, 'apigateway', `stages/${name}`));
  },
  'AWS::S3::Bucket': (resource, place) => {
    const name = resource.property('BucketName') ?? generatedName(resource, 63).toLowerCase();
    return named(name, `arn:${place.partition}:s3:::${name}`, {
      DomainName: `${name}.s3.${place.urlSuffix}`,
      RegionalDomainName: `${name}.s3.${place.region}.${place.urlSuffix}`,
    });
  },
  'AWS::SQS::Queue': (resource, place) => {
    const name = resource.property('QueueName') ?? generatedName(resource, 80);
    const url = `https://sqs.${place.region}.${place.urlSuffix}/${place.account}/${name}`;
    return { ...named(name, arn(place, 'sqs', name), { QueueName: name, QueueUrl: url }), ref: url };
  },
  'AWS::SecretsManager::Secret': (resource, place) => {
    const name = resource.property('Name') ?? generatedName(resource, 512);
    const secretArn = arn(place, 'secretsmanager', `secret:${name}-${stableId(resource, 6)}`);
    return { ...named(name, secretArn, { Id: secretArn }), ref: secretArn };
  },
  'AWS::CloudFront::Distribution': (resource, place) => {
    const id = stableId(resource, 14).toUpperCase();
    return named(id, `arn:${place.partition}:cloudfront::${place.account}:distribution/${id}`, {
      Id: id,
      DomainName: `${stableId(resource, 13)}.cloudfront.net`,
    });
  },
  'AWS::CloudFront::Function': (resource, place) => {
    const name = resource.property('Name') ?? generatedName(resource, 64);
    const functionArn = `arn:${place.partition}:cloudfront::${place.account}:function/${name}`;
    return {
      ...named(name, functionArn, { FunctionARN: functionArn, 'FunctionMetadata.FunctionARN': functionArn }),
      ref: functionArn,
    };
  },
  'AWS::KMS::Key': (resource, place) => {
    const id = stableId(resource, 32);
    return named(id, arn(place, 'kms', `key/${id}`), { KeyId: id });
  },
  'AWS::Logs::LogGroup': (resource, place) => {
    const name = resource.property('LogGroupName') ?? generatedName(resource, 512);
    return named(name, arn(place, 'logs', `log-group:${name}:*`));
  },
  'AWS::SNS::Topic': (resource, place) => {
    const name = resource.property('TopicName') ?? generatedName(resource, 256);
    const topicArn = arn(place, 'sns', name);
    return { ...named(name, topicArn, { TopicName: name, TopicArn: topicArn }), ref: topicArn };
  },
};

/** The identity of a resource. Types without a naming of their own get a stable name after stack and logical id. */
export function identify(resource: NamedResource, place: Place): Identity {
  const naming = namings[resource.type];
  if (naming) return naming(resource, place);
  const id = generatedName(resource, 255);
  return named(id, arn(place, 'cloudformation', `${resource.stack}/${resource.logicalId}`), { Id: id });
}

function table(resource: NamedResource, place: Place): Identity {
  const name = resource.property('TableName') ?? generatedName(resource, 255);
  const tableArn = arn(place, 'dynamodb', `table/${name}`);
  return named(name, tableArn, { StreamArn: `${tableArn}/stream/local` });
}

function named(name: string, resourceArn: string, attributes: Record<string, string> = {}): Identity {
  return { ref: name, name, arn: resourceArn, attributes };
}

function arn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** `<stack>-<logical id>`, shortened by a hash where the service allows fewer characters. */
function generatedName(resource: NamedResource, longest: number): string {
  const name = `${resource.stack}-${resource.logicalId}`;
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}-${stableId(resource, 8)}`;
}

/** Lower-case letters and digits that depend on stack and logical id only. */
function stableId({ stack, logicalId }: NamedResource, length: number): string {
  const digest = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
  return digest.slice(0, length);
}
