import { policyOperations } from '../../contract/policies.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { enterprisesIn } from '../adapters/enterprises.ts';
import { policiesIn } from '../adapters/policies.ts';
import { policyDraftsIn } from '../adapters/policy-drafts.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { getCompendium } from './get-compendium.ts';
import { getPolicyDraft } from './get-policy-draft.ts';
import { getPolicyFeed } from './get-policy-feed.ts';
import { listPolicyDrafts } from './list-policy-drafts.ts';
import { proposePolicy } from './propose-policy.ts';
import { publishPolicy } from './publish-policy.ts';
import { savePolicyDraft } from './save-policy-draft.ts';
import { simulatePolicy } from './simulate-policy.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

const env = readEnvironment('policy-api', process.env);
const client = dynamoDb();
const policies = policiesIn(client, env.SUBSIDIES_TABLE);
const drafts = policyDraftsIn(client, { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE });

export const handler = createHttpHandler(
  policyOperations,
  {
    listPolicyDrafts: listPolicyDrafts(drafts, policies),
    getPolicyDraft: getPolicyDraft(drafts, policies),
    savePolicyDraft: savePolicyDraft(drafts, policies),
    proposePolicy: proposePolicy(drafts, policies),
    withdrawProposal: withdrawProposal(drafts, policies),
    publishPolicy: publishPolicy(drafts, policies),
    simulatePolicy: simulatePolicy(drafts, policies, enterprisesIn(client, env.SUBSIDIES_TABLE)),
    getCompendium: getCompendium(policies),
    getPolicyFeed: getPolicyFeed(policies, env.SITE_URL),
  },
  () => new Date(),
);
