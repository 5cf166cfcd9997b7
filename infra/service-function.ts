import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Environment, type FunctionName, fileNameOf } from '../functions/env.ts';
import type { Settings } from './settings.ts';

/** Memory buys CPU as well: 1,769 MB are one. */
export interface Size {
  memoryMb: number;
  timeoutSeconds: number;
  /** Instances kept for it, and at most, in prod; none reserved when not given. */
  reserved?: number;
}

export interface ServiceFunctionProps<Name extends FunctionName> {
  settings: Settings;
  /** Folder with all bundles. */
  bundles: string;
  /** Every variable the function declares in functions/env.ts; one forgotten does not compile. */
  environment: Environment<Name>;
  /** Encrypts the variables, where they hold a secret. */
  environmentKey?: IKey;
  statements: readonly PolicyStatement[];
  size: Size;
}

/** A function of the product: its bundle, a role of its own with just its statements, and its log. */
export class ServiceFunction<Name extends FunctionName> extends Construct {
  readonly arn: string;
  readonly timeoutSeconds: number;
  readonly #role: Role;

  constructor(scope: Construct, name: Name, props: ServiceFunctionProps<Name>) {
    super(scope, name);
    const { settings, bundles, environment, environmentKey, statements, size } = props;
    const functionName = `fugong-${settings.environment}-${fileNameOf(name)}`;
    const prod = settings.environment === 'prod';

    const logGroup = new LogGroup(this, 'log', {
      logGroupName: `/aws/lambda/${functionName}`,
      // Logs prove who called what; MLPS level 3 asks for six months.
      retention: prod ? RetentionDays.SIX_MONTHS : RetentionDays.ONE_WEEK,
      removalPolicy: prod ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Fugong ${name}`,
    });
    for (const statement of statements) this.allow(statement);
    this.allow(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [
          Stack.of(this).formatArn({
            service: 'logs',
            resource: `log-group:/aws/lambda/${functionName}:*`,
          }),
        ],
      }),
    );

    const deployed = new LambdaFunction(this, 'function', {
      functionName,
      description: `Fugong ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(`${bundles}/${fileNameOf(name)}`),
      handler: 'index.handler',
      memorySize: size.memoryMb,
      timeout: Duration.seconds(size.timeoutSeconds),
      environment: { ...environment },
      role: this.#role,
      logGroup,
      ...(environmentKey ? { environmentEncryption: environmentKey } : {}),
      ...(prod && size.reserved !== undefined ? { reservedConcurrentExecutions: size.reserved } : {}),
    });
    this.arn = deployed.functionArn;
    this.timeoutSeconds = size.timeoutSeconds;
  }

  /** Adds to what the function may do. */
  allow(statement: PolicyStatement): void {
    this.#role.addToPolicy(statement);
  }
}
