import * as z from 'zod';
import type { Caller } from './caller.ts';
import { type Answer, accessDenied, jsonAnswer, parseJsonBody, refusal } from './protocol.ts';

export interface StepFunctionsHandler {
  /** @param target e.g. `AWSStepFunctions.StartExecution` */
  handle(target: string, body: unknown): Promise<{ status: number; body: object }>;
}

/** Which field of the request names the resource; a task's token names none. */
const resourceFields: Record<string, 'stateMachineArn' | 'executionArn' | undefined> = {
  StartExecution: 'stateMachineArn',
  ListExecutions: 'stateMachineArn',
  DescribeStateMachine: 'stateMachineArn',
  DescribeExecution: 'executionArn',
  StopExecution: 'executionArn',
  GetExecutionHistory: 'executionArn',
  SendTaskSuccess: undefined,
  SendTaskFailure: undefined,
  SendTaskHeartbeat: undefined,
};

const arnsSchema = z.object({ stateMachineArn: z.string().optional(), executionArn: z.string().optional() });

/** Functions' requests to Step Functions: allowed by the role, answered by the engine. */
export class StepFunctionsDoor {
  readonly #engine: StepFunctionsHandler;

  constructor(engine: StepFunctionsHandler) {
    this.#engine = engine;
  }

  async answer(caller: Caller, operation: string, body: Buffer): Promise<Answer> {
    const request = arnsSchema.loose().safeParse(parseJsonBody(body));
    if (!request.success)
      return refusal('SerializationException', 'The request body is not what it should be.');
    const action = `states:${operation}`;
    if (!Object.hasOwn(resourceFields, operation)) {
      return refusal('UnknownOperationException', `Functions have no ${action} on the local platform.`);
    }
    const field = resourceFields[operation];
    const resource = field === undefined ? '*' : (request.data[field] ?? '');
    const allowed =
      field === undefined
        ? caller.permissions.allowsAnywhere(action)
        : caller.permissions.allows(action, resource);
    if (!allowed) return accessDenied(caller.arn, action, resource);
    const { status, body: answer } = await this.#engine.handle(`AWSStepFunctions.${operation}`, request.data);
    return jsonAnswer(status, answer);
  }
}
