import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

interface Watched {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
  /** The alarm goes off above it, over five minutes. */
  above: number;
  statistic: 'Maximum' | 'Sum';
  says: string;
}

/** The alarms and the topic that hears of them; whoever is on call subscribes to it. */
export class Alarms extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, topicName: string) {
    super(scope, id);
    this.#topic = new Topic(this, 'topic', { topicName });
  }

  watch(id: string, { namespace, metricName, dimensions, above, statistic, says }: Watched): void {
    new CfnAlarm(this, id, {
      alarmDescription: says,
      namespace,
      metricName,
      dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
      statistic,
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: above,
      treatMissingData: 'notBreaching',
      alarmActions: [this.#topic.topicArn],
    });
  }
}
