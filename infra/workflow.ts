import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StepId } from '../contract/steps.ts';
import type { Workflow as Definition, Substitutions } from '../workflows/workflows.ts';
import { allow } from './permissions.ts';
import type { Settings } from './settings.ts';

/**
 * A state machine from its file: the text as it stands, with the partition and the steps' functions substituted by
 * CloudFormation, so that one file serves every partition.
 */
export class Workflow extends Construct {
  readonly arn: string;

  /** @param steps ARN of each step's function */
  constructor(scope: Construct, workflow: Definition, settings: Settings, steps: Record<StepId, string>) {
    super(scope, workflow.name);
    const stateMachineName = `fugong-${settings.environment}-${workflow.name}`;
    const log = new LogGroup(this, 'log', {
      // Names of this form need no entry in the account's log resource policy, which has room for few.
      logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
      retention: settings.environment === 'prod' ? RetentionDays.SIX_MONTHS : RetentionDays.ONE_WEEK,
    });
    const called = workflow.steps.map((step) => [step, steps[step]] as const);
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: `Fugong ${workflow.name}`,
      inlinePolicies: {
        steps: new PolicyDocument({
          statements: [...called.map(([, arn]) => allow(['lambda:InvokeFunction'], arn)), deliverLogs()],
        }),
      },
    });
    const machine = new CfnStateMachine(this, 'machine', {
      stateMachineName,
      stateMachineType: 'STANDARD',
      definitionString: workflow.definition,
      definitionSubstitutions: {
        partition: Aws.PARTITION,
        ...Object.fromEntries(called),
      } satisfies Partial<Substitutions>,
      roleArn: role.roleArn,
      loggingConfiguration: {
        level: 'ERROR',
        // Inputs and outputs stay in the execution history.
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
      },
    });
    machine.node.addDependency(role);
    this.arn = machine.ref;
  }
}

/** CloudWatch's log delivery is an account's setting and has no resource to name. */
function deliverLogs(): PolicyStatement {
  return allow(
    [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    '*',
  );
}
