import { openReview as open } from '../../domain/subsidies/changes.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';
import { handOverToken } from './hand-over-token.ts';

/** Puts the application into the stage's queue; the workflow waits for its decision. */
export function openReview(applications: Applications, policies: Policies): StepImplementation<'openReview'> {
  return (input, now) =>
    handOverToken(applications, policies, 'openReview', 'review', input, now, (before) =>
      open(before, input.stage, input.dueAt, now),
    );
}
