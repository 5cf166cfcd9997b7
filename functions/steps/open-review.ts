import { openReview as open } from '../../domain/subsidies/changes.ts';
import type { Applications } from '../adapters/applications.ts';
import type { StepImplementation } from '../step.ts';
import { handOverToken } from './hand-over-token.ts';

/** Puts the application into the stage's queue; the workflow waits for its decision. */
export function openReview(applications: Applications): StepImplementation<'openReview'> {
  return (input, now) =>
    handOverToken(applications, 'openReview', 'review', input, now, (before) =>
      open(before, input.stage, input.dueAt, now),
    );
}
