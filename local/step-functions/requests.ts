import * as z from 'zod';
import { ServiceError } from './errors.ts';
import { isTooLarge } from './json.ts';

const Arn = z.string().min(1).max(256);
/** As in AWS: no space, bracket, wildcard or control character. */
const Name = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{C}]+$/u);
const Token = z.string().min(1).max(2048);
const page = { maxResults: z.int().min(0).max(1000).default(0), nextToken: z.string().optional() };
const failure = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() };
const data = { includedData: z.string().optional() };

/** Requests of the protocol; members that change nothing here (tags, logging) are let through. */
export const Requests = {
  CreateStateMachine: z.object({
    name: Name,
    definition: z.string(),
    roleArn: z.string(),
    type: z.literal('STANDARD').optional(),
  }),
  UpdateStateMachine: z.object({
    stateMachineArn: Arn,
    definition: z.string().optional(),
    roleArn: z.string().optional(),
  }),
  DescribeStateMachine: z.object({ stateMachineArn: Arn, ...data }),
  ListStateMachines: z.object(page),
  StartExecution: z.object({
    stateMachineArn: Arn,
    name: Name.optional(),
    input: z.string().default('{}'),
    traceHeader: z.string().optional(),
  }),
  DescribeExecution: z.object({ executionArn: Arn, ...data }),
  ListExecutions: z.object({
    stateMachineArn: Arn,
    statusFilter: z
      .enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'])
      .optional(),
    ...page,
  }),
  GetExecutionHistory: z.object({
    executionArn: Arn,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
    ...page,
  }),
  StopExecution: z.object({ executionArn: Arn, ...failure }),
  SendTaskSuccess: z.object({ taskToken: Token, output: z.string() }),
  SendTaskFailure: z.object({ taskToken: Token, ...failure }),
  SendTaskHeartbeat: z.object({ taskToken: Token }),
};

/** @throws ServiceError ValidationException naming the member */
export function parseRequest<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ServiceError('ValidationException', `${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}

/**
 * Checks JSON text that a caller hands in.
 * @throws ServiceError of the given name when it is no JSON or larger than 256 KiB
 */
export function checkJsonText(text: string, refusal: 'InvalidExecutionInput' | 'InvalidOutput'): void {
  try {
    JSON.parse(text);
  } catch (problem) {
    throw new ServiceError(refusal, `Invalid JSON: ${(problem as Error).message}`);
  }
  if (isTooLarge(text))
    throw new ServiceError('ValidationException', 'The data is larger than 262144 bytes.');
}
