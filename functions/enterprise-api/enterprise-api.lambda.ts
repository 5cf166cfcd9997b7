import { randomBytes } from 'node:crypto';
import { applicationOperations } from '../../contract/applications.ts';
import { currentPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { applicationsIn } from '../adapters/applications.ts';
import { draftsIn } from '../adapters/drafts.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { ownApplicationsIn } from '../adapters/own-applications.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { checkEligibility } from './check-eligibility.ts';
import { getApplication } from './get-application.ts';
import { getDraft } from './get-draft.ts';
import { getPolicy } from './get-policy.ts';
import { listMyApplications } from './list-my-applications.ts';
import { listPolicies } from './list-policies.ts';
import { resubmitApplication } from './resubmit-application.ts';
import { saveDraft } from './save-draft.ts';
import { submitApplication } from './submit-application.ts';
import { trackApplication } from './track-application.ts';
import { withdrawApplication } from './withdraw-application.ts';

const env = readEnvironment('enterprise-api', process.env);
const client = dynamoDb();
const applications = applicationsIn(client, { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE });
const drafts = draftsIn(client, env.SUBSIDIES_TABLE);

export const handler = createHttpHandler(
  applicationOperations,
  {
    listPolicies: listPolicies(currentPolicies),
    getPolicy: getPolicy(),
    checkEligibility: checkEligibility(),
    getDraft: getDraft(drafts),
    saveDraft: saveDraft(drafts),
    submitApplication: submitApplication(applications, randomBytes),
    listMyApplications: listMyApplications(ownApplicationsIn(client, env.SUBSIDIES_TABLE)),
    getApplication: getApplication(applications),
    trackApplication: trackApplication(applications),
    resubmitApplication: resubmitApplication(applications),
    withdrawApplication: withdrawApplication(applications),
  },
  () => new Date(),
);
