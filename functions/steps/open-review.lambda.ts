import { applicationsFor, policiesFor } from '../adapters/applications-of-step.ts';
import { createStepHandler } from '../step.ts';
import { openReview } from './open-review.ts';

export const handler = createStepHandler(
  'openReview',
  openReview(applicationsFor('openReview'), policiesFor('openReview')),
  () => new Date(),
);
