import type { Enterprise } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

/**
 * Refuses another enterprise's application by name: a receipt code is public to whoever holds it (trackApplication), so
 * saying that it exists gives nothing away.
 * @throws DomainError `not-your-application`
 */
export function assertOwn(application: Pick<StoredApplication, 'enterprise'>, enterprise: Enterprise): void {
  if (application.enterprise.uscc !== enterprise.uscc) throw new DomainError('not-your-application');
}
