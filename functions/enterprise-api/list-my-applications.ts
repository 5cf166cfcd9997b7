import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import type { OwnApplications } from '../adapters/own-applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { listItemOf } from './application-view.ts';

export function listMyApplications(
  ownApplications: OwnApplications,
  policies: Policies,
): Implementation<typeof applicationOperations.listMyApplications> {
  return async ({ query, actor }) => {
    const page = await ownApplications.page(enterpriseOf(actor).uscc, query.limit ?? 50, query.cursor);
    const applications = await Promise.all(page.applications.map((one) => listItemOf(one, policies)));
    return { ...page, applications };
  };
}
