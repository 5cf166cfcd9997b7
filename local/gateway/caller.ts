import type { Permissions } from './permissions.ts';

/** A function as the gateway knows it. */
export interface Caller {
  /** As CloudTrail would name it, for refusals. */
  arn: string;
  permissions: Permissions;
}
