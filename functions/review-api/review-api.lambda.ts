import { reviewOperations } from '../../contract/reviews.ts';
import { applicationsIn } from '../adapters/applications.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { reviewQueueIn } from '../adapters/review-queue.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { claimReview } from './claim-review.ts';
import { decideReview } from './decide-review.ts';
import { getReview } from './get-review.ts';
import { listReviewTasks } from './list-review-tasks.ts';
import { releaseReview } from './release-review.ts';

const env = readEnvironment('review-api', process.env);
const client = dynamoDb();
const applications = applicationsIn(client, { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE });

export const handler = createHttpHandler(
  reviewOperations,
  {
    listReviewTasks: listReviewTasks(reviewQueueIn(client, env.SUBSIDIES_TABLE)),
    getReview: getReview(applications),
    claimReview: claimReview(applications),
    releaseReview: releaseReview(applications),
    decideReview: decideReview(applications),
  },
  () => new Date(),
);
