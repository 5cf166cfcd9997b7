import { ServiceError } from './errors.ts';
import type { Journal } from './journal.ts';
import { loadDefinition } from './load-definition.ts';
import type { Execution, Machine } from './records.ts';

export type Place = { partition: string; region: string; account: string };

/** A machine as a template declares it; `definition` is JSON text with its substitutions resolved. */
export type MachineDeclaration = { name: string; definition: string; roleArn: string };

/** The state machines and their revisions. A new revision counts for executions that start after it. */
export class Machines {
  readonly #journal: Journal;
  readonly #place: Place;
  readonly #now: () => number;

  constructor(journal: Journal, place: Place, now: () => number) {
    this.#journal = journal;
    this.#place = place;
    this.#now = now;
  }

  /** Creates the machine, or gives it a new revision when its definition or role has changed. */
  put(declaration: MachineDeclaration): Machine {
    const arn = this.#arn('stateMachine', declaration.name);
    return this.#journal.machine(arn) ? this.update(arn, declaration) : this.create(declaration);
  }

  /** @throws ServiceError InvalidDefinition, or StateMachineAlreadyExists for the same name with other content */
  create({ name, definition, roleArn }: MachineDeclaration): Machine {
    loadDefinition(definition);
    const arn = this.#arn('stateMachine', name);
    const existing = this.#journal.machine(arn);
    if (existing) {
      if (existing.definition === definition && existing.roleArn === roleArn) return existing;
      throw new ServiceError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    const now = this.#now();
    return this.#save({ arn, name, roleArn, definition, revision: 1, createdAt: now, updatedAt: now });
  }

  /** @throws ServiceError InvalidDefinition, StateMachineDoesNotExist, or MissingRequiredParameter for no change */
  update(arn: string, changes: { definition?: string | undefined; roleArn?: string | undefined }): Machine {
    const existing = this.existing(arn);
    const { definition = existing.definition, roleArn = existing.roleArn } = changes;
    if (changes.definition === undefined && changes.roleArn === undefined) {
      throw new ServiceError(
        'MissingRequiredParameter',
        'Either the definition or the roleArn must be given.',
      );
    }
    loadDefinition(definition);
    if (definition === existing.definition && roleArn === existing.roleArn) return existing;
    return this.#save({
      ...existing,
      definition,
      roleArn,
      revision: existing.revision + 1,
      updatedAt: this.#now(),
    });
  }

  /** @throws ServiceError StateMachineDoesNotExist */
  existing(arn: string): Machine {
    const machine = this.#journal.machine(arn);
    if (!machine)
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /** An execution of the machine's present revision that has not begun. */
  newExecution(machine: Machine, name: string, input: string): Execution {
    const { TimeoutSeconds } = loadDefinition(machine.definition);
    const startedAt = this.#now();
    return {
      arn: this.#arn('execution', `${machine.name}:${name}`),
      machineArn: machine.arn,
      machineName: machine.name,
      roleArn: machine.roleArn,
      revision: machine.revision,
      name,
      input,
      status: 'RUNNING',
      startedAt,
      stoppedAt: null,
      output: null,
      error: null,
      cause: null,
      dueAt: TimeoutSeconds === undefined ? null : startedAt + TimeoutSeconds * 1000,
      lastVisit: 0,
      lastThread: 0,
      lastEvent: 0,
    };
  }

  #save(machine: Machine): Machine {
    this.#journal.transaction(() => this.#journal.putMachine(machine));
    return machine;
  }

  #arn(kind: 'stateMachine' | 'execution', rest: string): string {
    const { partition, region, account } = this.#place;
    return `arn:${partition}:states:${region}:${account}:${kind}:${rest}`;
  }
}
