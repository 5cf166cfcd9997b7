import { registryOperations } from '../../contract/enterprises.ts';
import { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { reviewOperations } from '../../contract/reviews.ts';
import { applicationsIn } from '../adapters/applications.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { enterprisesIn } from '../adapters/enterprises.ts';
import { escalationsIn } from '../adapters/escalations.ts';
import { objectStoreAt } from '../adapters/object-store.ts';
import { officerListsIn } from '../adapters/officer-lists.ts';
import { officersIn } from '../adapters/officers.ts';
import { policiesIn } from '../adapters/policies.ts';
import { profilesIn } from '../adapters/profiles.ts';
import { reviewQueueIn } from '../adapters/review-queue.ts';
import { sharedDetailsIn } from '../adapters/shared-details.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { claimReview } from './claim-review.ts';
import { countReviews } from './count-reviews.ts';
import { decideReview } from './decide-review.ts';
import { decideReviews } from './decide-reviews.ts';
import { declareConflict } from './declare-conflict.ts';
import { getReview } from './get-review.ts';
import { handOverReview } from './hand-over-review.ts';
import { listColleagues } from './list-colleagues.ts';
import { listDecidedReviews } from './list-decided-reviews.ts';
import { listEnterprises } from './list-enterprises.ts';
import { listEscalations } from './list-escalations.ts';
import { listReviewTasks } from './list-review-tasks.ts';
import { listWatchedReviews } from './list-watched-reviews.ts';
import { releaseReview } from './release-review.ts';
import { unchangedEvidence } from './unchanged-evidence.ts';
import { watchReview } from './watch-review.ts';

const env = readEnvironment('review-api', process.env);
const client = dynamoDb();
const tables = { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE };
const applications = applicationsIn(client, tables);
const evidence = unchangedEvidence(applications, objectStoreAt(env.ATTACHMENTS_URL, client));
const policies = policiesIn(client, env.SUBSIDIES_TABLE);
const reviewQueue = reviewQueueIn(client, env.SUBSIDIES_TABLE);
const lists = officerListsIn(client, env.SUBSIDIES_TABLE);
const officers = officersIn(client, env.SUBSIDIES_TABLE);

export const handler = createHttpHandler(
  { ...reviewOperations, ...reviewTaskOperations, ...registryOperations },
  {
    listReviewTasks: listReviewTasks(reviewQueue, officers, policies),
    listEscalations: listEscalations(escalationsIn(client, env.SUBSIDIES_TABLE), policies),
    getReview: getReview(applications, policies, {
      shared: sharedDetailsIn(client, env.SUBSIDIES_TABLE),
      profiles: profilesIn(client, tables),
    }),
    claimReview: claimReview(applications),
    releaseReview: releaseReview(applications),
    decideReview: decideReview(applications, policies, evidence),
    listColleagues: listColleagues(applications, officers),
    handOverReview: handOverReview(applications, officers),
    declareConflict: declareConflict(applications),
    watchReview: watchReview(applications, lists),
    listWatchedReviews: listWatchedReviews(lists, policies),
    listDecidedReviews: listDecidedReviews(lists, policies),
    countReviews: countReviews(reviewQueue, lists),
    decideReviews: decideReviews(applications, policies, evidence, () => performance.now()),
    listEnterprises: listEnterprises(enterprisesIn(client, env.SUBSIDIES_TABLE)),
  },
  () => new Date(),
);
