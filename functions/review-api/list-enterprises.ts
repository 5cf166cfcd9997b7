import type { registryOperations } from '../../contract/enterprises.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/identity.ts';
import { offices } from '../../domain/zone/offices.ts';
import type { Enterprises } from '../adapters/enterprises.ts';
import type { Implementation } from '../http.ts';

/** The registered enterprises: of his own area to an officer of an office, of the whole zone to the others. */
export function listEnterprises(
  enterprises: Enterprises,
): Implementation<typeof registryOperations.listEnterprises> {
  return async ({ query, actor }) => enterprises.page(areaOf(actor), query.limit ?? 50, query.cursor);
}

function areaOf({ role, officeId }: Actor): string[] {
  if (role !== 'office') return offices.map((office) => office.officeId);
  if (!officeId) throw new DomainError('role-not-allowed');
  return [officeId];
}
