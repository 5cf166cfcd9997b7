import type * as z from 'zod';
import { ServiceError } from './errors.ts';
import { wireEvent } from './history.ts';
import type { Journal } from './journal.ts';
import { type Json, type JsonObject, parseJson } from './json.ts';
import type { Machines } from './machines.ts';
import type { Execution, Machine } from './records.ts';
import { checkJsonText, parseRequest, Requests } from './requests.ts';
import type { Runtime } from './runtime.ts';

const DEFAULT_PAGE = 100;

type Operation = keyof typeof Requests;
type Parsed<Name extends Operation> = z.infer<(typeof Requests)[Name]>;

/** The operations of AWS Step Functions that exist here, over the service's own JSON shapes. */
export class Protocol {
  readonly #journal: Journal;
  readonly #runtime: Runtime;
  readonly #machines: Machines;
  readonly #newId: () => string;
  readonly #operations: { [Name in Operation]: (request: Parsed<Name>) => JsonObject | Promise<JsonObject> } =
    {
      CreateStateMachine: (request) => {
        const machine = this.#machines.create(request);
        return { stateMachineArn: machine.arn, creationDate: seconds(machine.createdAt) };
      },
      UpdateStateMachine: ({ stateMachineArn, ...changes }) => {
        const machine = this.#machines.update(stateMachineArn, changes);
        return { updateDate: seconds(machine.updatedAt), revisionId: String(machine.revision) };
      },
      DescribeStateMachine: ({ stateMachineArn }) =>
        describeMachine(this.#machines.existing(stateMachineArn)),
      ListStateMachines: (request) => {
        const { items, nextToken } = paged(request, (limit, offset) => this.#journal.machines(limit, offset));
        const stateMachines = items.map((machine) => ({ ...machineHead(machine), type: 'STANDARD' }));
        return { stateMachines, ...nextToken };
      },
      StartExecution: (request) => this.#startExecution(request),
      DescribeExecution: ({ executionArn }) => describeExecution(this.#existing(executionArn)),
      ListExecutions: ({ stateMachineArn, statusFilter, ...page }) => {
        const { arn } = this.#machines.existing(stateMachineArn);
        const { items, nextToken } = paged(page, (limit, offset) =>
          this.#journal.executions(arn, statusFilter, limit, offset),
        );
        return { executions: items.map(executionHead), ...nextToken };
      },
      GetExecutionHistory: ({ executionArn, reverseOrder, includeExecutionData, maxResults, nextToken }) => {
        const { arn } = this.#existing(executionArn);
        const limit = maxResults || DEFAULT_PAGE;
        const after = nextToken === undefined ? undefined : fromToken(nextToken);
        const events = this.#journal.events(arn, after, limit + 1, reverseOrder);
        const page = events.slice(0, limit);
        const last = events.length > limit ? page.at(-1) : undefined;
        return {
          events: page.map((event) => wireEvent(event, includeExecutionData)),
          ...(last && { nextToken: toToken(last.id) }),
        };
      },
      StopExecution: async ({ executionArn, error, cause }) => {
        const stopped = await this.#runtime.stop(executionArn, error ?? null, cause ?? null);
        if (!stopped) throw noExecution(executionArn);
        return { stopDate: seconds(stopped.stoppedAt ?? this.#runtime.now()) };
      },
      SendTaskSuccess: async ({ taskToken, output }) => {
        checkJsonText(output, 'InvalidOutput');
        await this.#runtime.answer(taskToken, { result: parseJson(output) });
        return {};
      },
      SendTaskFailure: async ({ taskToken, error, cause }) => {
        await this.#runtime.answer(taskToken, { error, cause });
        return {};
      },
      SendTaskHeartbeat: async ({ taskToken }) => {
        await this.#runtime.heartbeat(taskToken);
        return {};
      },
    };

  constructor(journal: Journal, runtime: Runtime, machines: Machines, newId: () => string) {
    this.#journal = journal;
    this.#runtime = runtime;
    this.#machines = machines;
    this.#newId = newId;
  }

  /**
   * Answers one request.
   * @param target value of the `X-Amz-Target` header, e.g. `AWSStepFunctions.StartExecution`
   * @param body the parsed JSON of the request
   * @throws whatever is not the caller's fault, such as a full disk
   */
  async handle(target: string, body: unknown): Promise<{ status: number; body: JsonObject }> {
    try {
      const operation = target.replace(/^AWSStepFunctions\./, '');
      if (!Object.hasOwn(Requests, operation)) {
        throw new ServiceError(
          'UnknownOperationException',
          `${operation} does not exist on the local platform.`,
        );
      }
      return { status: 200, body: await this.#run(operation as Operation, body) };
    } catch (problem) {
      if (!(problem instanceof ServiceError)) throw problem;
      return { status: 400, body: { __type: problem.name, message: problem.message } };
    }
  }

  async #run<Name extends Operation>(operation: Name, body: unknown): Promise<JsonObject> {
    const request = parseRequest(Requests[operation], body) as Parsed<Name>;
    return this.#operations[operation](request);
  }

  async #startExecution(request: Parsed<'StartExecution'>): Promise<JsonObject> {
    const machine = this.#machines.existing(request.stateMachineArn);
    checkJsonText(request.input, 'InvalidExecutionInput');
    const fresh = this.#machines.newExecution(machine, request.name ?? this.#newId(), request.input);
    const started = await this.#runtime.start(fresh, (existing) => {
      if (existing.status === 'RUNNING' && existing.input === request.input) return existing;
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${existing.arn}'`);
    });
    return { executionArn: started.arn, startDate: seconds(started.startedAt) };
  }

  #existing(arn: string): Execution {
    const execution = this.#journal.execution(arn);
    if (!execution) throw noExecution(arn);
    return execution;
  }
}

function noExecution(arn: string): ServiceError {
  return new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

/** Timestamps of the protocol are epoch seconds with fractions. */
function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

function machineHead({ arn, name, createdAt }: Machine): JsonObject {
  return { stateMachineArn: arn, name, creationDate: seconds(createdAt) };
}

function describeMachine(machine: Machine): JsonObject {
  const { definition, roleArn, revision } = machine;
  const constant = { type: 'STANDARD', status: 'ACTIVE' };
  return { ...machineHead(machine), ...constant, definition, roleArn, revisionId: String(revision) };
}

function executionHead({ arn, machineArn, name, status, startedAt, stoppedAt }: Execution): JsonObject {
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt !== null && { stopDate: seconds(stoppedAt) }),
  };
}

function describeExecution(execution: Execution): JsonObject {
  const { input, output, error, cause } = execution;
  return {
    ...executionHead(execution),
    input,
    ...(output !== null && { output }),
    ...(error !== null && { error }),
    ...(cause !== null && { cause }),
  };
}

function paged<T>(
  { maxResults, nextToken }: { maxResults: number; nextToken?: string | undefined },
  read: (limit: number, offset: number) => T[],
): { items: T[]; nextToken: { nextToken?: Json } } {
  const limit = maxResults || DEFAULT_PAGE;
  const offset = nextToken === undefined ? 0 : fromToken(nextToken);
  const found = read(limit + 1, offset);
  return {
    items: found.slice(0, limit),
    nextToken: found.length > limit ? { nextToken: toToken(offset + limit) } : {},
  };
}

function toToken(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function fromToken(token: string): number {
  const position = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(position) && position >= 0) return position;
  throw new ServiceError('InvalidToken', `Invalid Token: '${token}'`);
}
