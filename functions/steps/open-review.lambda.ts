import { applicationsFor } from '../adapters/applications-of-step.ts';
import { createStepHandler } from '../step.ts';
import { openReview } from './open-review.ts';

export const handler = createStepHandler(
  'openReview',
  openReview(applicationsFor('openReview')),
  () => new Date(),
);
