import { awaitCorrection as wait } from '../../domain/subsidies/changes.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';
import { handOverToken } from './hand-over-token.ts';

/** Hands the application back to its enterprise; the workflow waits for its correction. */
export function awaitCorrection(
  applications: Applications,
  policies: Policies,
): StepImplementation<'awaitCorrection'> {
  return (input, now) =>
    handOverToken(applications, policies, 'awaitCorrection', 'correction', input, now, (before) =>
      wait(before, input.stage, input.dueAt, now),
    );
}
