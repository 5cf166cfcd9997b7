import type { AuditEntry } from '../../domain/audit.ts';
import type { Actor } from '../../domain/identity.ts';
import type { PolicyDraft } from '../../domain/subsidies/policy-draft.ts';

/**
 * The audit entry of a change to a policy's draft, or of its publication.
 * @param action the operation
 */
export function draftEvent(
  before: Pick<PolicyDraft, 'state'> | undefined,
  after: Pick<PolicyDraft, 'policyId' | 'state'>,
  by: Actor,
  action: string,
  at: string,
  detail?: AuditEntry['detail'],
): AuditEntry {
  return {
    entity: `POLICY#${after.policyId}`,
    at,
    by: by.sub,
    byRole: by.role,
    action,
    ...(before ? { from: before.state } : {}),
    to: after.state,
    ...(detail ? { detail } : {}),
  };
}
