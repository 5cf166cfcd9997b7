import { randomBytes } from 'node:crypto';
import { applicationOperations } from '../../contract/applications.ts';
import { profileOperations } from '../../contract/enterprises.ts';
import { offerOperations } from '../../contract/offers.ts';
import { applicationsIn } from '../adapters/applications.ts';
import { draftsIn } from '../adapters/drafts.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { ownApplicationsIn } from '../adapters/own-applications.ts';
import { policiesIn } from '../adapters/policies.ts';
import { deriveProfileKeys } from '../adapters/profile-keys.ts';
import { profilesIn } from '../adapters/profiles.ts';
import { sharedDetailsIn } from '../adapters/shared-details.ts';
import { uploadsIn } from '../adapters/uploads.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { appealApplication } from './appeal-application.ts';
import { checkEligibility } from './check-eligibility.ts';
import { getApplication } from './get-application.ts';
import { getDraft } from './get-draft.ts';
import { getPolicy } from './get-policy.ts';
import { getProfile } from './get-profile.ts';
import { listMyApplications } from './list-my-applications.ts';
import { listMyOffers } from './list-my-offers.ts';
import { listPolicies } from './list-policies.ts';
import { resubmitApplication } from './resubmit-application.ts';
import { saveDraft } from './save-draft.ts';
import { saveProfile } from './save-profile.ts';
import { submitApplication } from './submit-application.ts';
import { trackApplication } from './track-application.ts';
import { withdrawApplication } from './withdraw-application.ts';

const env = readEnvironment('enterprise-api', process.env);
const client = dynamoDb();
const tables = { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE };
const applications = applicationsIn(client, tables);
const drafts = draftsIn(client, env.SUBSIDIES_TABLE);
const uploads = uploadsIn(client, env.SUBSIDIES_TABLE);
const policies = policiesIn(client, env.SUBSIDIES_TABLE);
const profiles = profilesIn(client, tables);
const shared = sharedDetailsIn(client, env.SUBSIDIES_TABLE);
const keys = deriveProfileKeys(env.PROFILE_SECRET, randomBytes);

export const handler = createHttpHandler(
  { ...applicationOperations, ...profileOperations, ...offerOperations },
  {
    listPolicies: listPolicies(policies),
    getPolicy: getPolicy(policies),
    checkEligibility: checkEligibility(policies, profiles),
    getDraft: getDraft(drafts, policies),
    saveDraft: saveDraft(drafts, policies),
    submitApplication: submitApplication(applications, policies, profiles, shared, uploads, randomBytes),
    listMyApplications: listMyApplications(ownApplicationsIn(client, env.SUBSIDIES_TABLE), policies),
    getApplication: getApplication(applications, policies),
    trackApplication: trackApplication(applications, policies),
    resubmitApplication: resubmitApplication(applications, policies, profiles, shared, uploads),
    appealApplication: appealApplication(applications, policies),
    withdrawApplication: withdrawApplication(applications, policies),
    listMyOffers: listMyOffers(policies, profiles, shared),
    getProfile: getProfile(profiles, keys),
    saveProfile: saveProfile(profiles, keys),
  },
  () => new Date(),
);
