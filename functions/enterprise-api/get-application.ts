import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { applicationViewOf } from './application-view.ts';
import { assertOwn } from './own-application.ts';

export function getApplication(
  applications: Applications,
  policies: Policies,
): Implementation<typeof applicationOperations.getApplication> {
  return async ({ params, actor, now }) => {
    const file = await applications.readFile(params.applicationId);
    assertOwn(file.application, enterpriseOf(actor));
    return applicationViewOf(file, policies, now);
  };
}
