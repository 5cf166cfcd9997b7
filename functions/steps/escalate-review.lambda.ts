import { applicationsFor, policiesFor } from '../adapters/applications-of-step.ts';
import { createStepHandler } from '../step.ts';
import { escalateReview } from './escalate-review.ts';

export const handler = createStepHandler(
  'escalateReview',
  escalateReview(applicationsFor('escalateReview'), policiesFor('escalateReview')),
  () => new Date(),
);
