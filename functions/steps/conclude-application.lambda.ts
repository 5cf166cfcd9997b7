import { applicationsFor, policiesFor } from '../adapters/applications-of-step.ts';
import { createStepHandler } from '../step.ts';
import { concludeApplication } from './conclude-application.ts';

export const handler = createStepHandler(
  'concludeApplication',
  concludeApplication(applicationsFor('concludeApplication'), policiesFor('concludeApplication')),
  () => new Date(),
);
