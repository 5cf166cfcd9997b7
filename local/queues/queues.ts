import { compilePermissions } from '../gateway/permissions.ts';
import type { FunctionView, QueueMappingView, RoleView } from '../template/views.ts';
import { type PollerOptions, QueuePoller } from './queue-poller.ts';

export interface QueuesOptions extends Omit<PollerOptions, 'mapping' | 'stop'> {
  mappings: readonly QueueMappingView[];
  functions: readonly FunctionView[];
  /** A mapping receives and deletes with the rights of its function. */
  roles: readonly RoleView[];
}

export interface Queues {
  /** Stops after the batches that are under way; what is not done comes again at the next start. */
  close(): Promise<void>;
}

/**
 * Starts the mappings from queues to functions: every message reaches its function at least once, and the dead-letter
 * queue after as many tries as the queue allows.
 * @throws Error with one sentence when the function's role does not allow what the mapping does
 */
export function startQueues(options: QueuesOptions): Queues {
  for (const mapping of options.mappings) checkRole(mapping, options);
  const stopping = new AbortController();
  const pollers = options.mappings.flatMap((mapping) =>
    Array.from(
      { length: mapping.maximumConcurrency },
      () => new QueuePoller({ ...options, mapping, stop: stopping.signal }),
    ),
  );
  return {
    close: async () => {
      stopping.abort();
      await Promise.all(pollers.map(({ finished }) => finished));
    },
  };
}

const RECEIVING = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => `sqs:${name}`);

/** In the cloud such a mapping is refused when it is made. */
function checkRole(
  { id, functionArn, queueArn }: QueueMappingView,
  { functions, roles }: Pick<QueuesOptions, 'functions' | 'roles'>,
): void {
  const view = functions.find(({ arn }) => arn === functionArn);
  const role = roles.find(({ arn }) => arn === view?.roleArn);
  if (!role) throw new Error(`${id} names ${functionArn}, which has no role here.`);
  const permissions = compilePermissions(role.statements);
  for (const action of RECEIVING) {
    if (!permissions.allows(action, queueArn))
      throw new Error(`${id} needs ${action} on ${queueArn}, which role ${role.id} does not allow.`);
  }
}
