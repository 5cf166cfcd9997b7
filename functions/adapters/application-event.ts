import type { AuditEntry } from '../../domain/audit.ts';
import type { Actor } from '../../domain/identity.ts';
import type { StoredApplication } from './subsidies-items.ts';

/**
 * The audit entry of a change to an application.
 * @param by the acting person, or the workflow
 * @param action the operation or step
 */
export function applicationEvent(
  { applicationId, status }: Pick<StoredApplication, 'applicationId' | 'status'>,
  after: Pick<StoredApplication, 'status'>,
  by: Pick<Actor, 'sub' | 'role'> | 'workflow',
  action: string,
  at: string,
  detail?: AuditEntry['detail'],
): AuditEntry {
  return {
    entity: `APPLICATION#${applicationId}`,
    at,
    ...(by === 'workflow' ? { by, byRole: by } : { by: by.sub, byRole: by.role }),
    action,
    from: status,
    to: after.status,
    ...(detail ? { detail } : {}),
  };
}
