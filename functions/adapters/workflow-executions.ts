import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { applicationReviewInputSchema } from '../../contract/steps.ts';

/** Starting and continuing workflow executions; both may be repeated without harm. */
export interface WorkflowExecutions {
  /** Starts the review of an application; named after it, so that there is one. */
  startReview(applicationId: string): Promise<void>;
  /** Starts the review of an application's appeal; of which there is one as well. */
  startAppeal(applicationId: string): Promise<void>;
  /** Settles a task token; one that is unknown, expired or settled already counts as settled. */
  settle(token: string, output: string): Promise<void>;
}

/** One client a function, as the environment says. */
export function stepFunctions(): SFNClient {
  return new SFNClient({ maxAttempts: 3 });
}

/** @param applicationReviewArn the state machine `application-review` */
export function workflowExecutions(client: SFNClient, applicationReviewArn: string): WorkflowExecutions {
  const start = async (name: string, applicationId: string) => {
    try {
      await client.send(
        new StartExecutionCommand({
          stateMachineArn: applicationReviewArn,
          name,
          input: JSON.stringify(applicationReviewInputSchema.parse({ applicationId })),
        }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
  return {
    startReview: (applicationId) => start(`application-${applicationId}`, applicationId),
    startAppeal: (applicationId) => start(`appeal-${applicationId}`, applicationId),
    async settle(taskToken, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output }));
      } catch (error) {
        const settled = [TaskTimedOut, TaskDoesNotExist, InvalidToken].some((kind) => error instanceof kind);
        if (!settled) throw error;
      }
    },
  };
}
