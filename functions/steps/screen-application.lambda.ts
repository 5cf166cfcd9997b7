import { applicationsFor, policiesFor } from '../adapters/applications-of-step.ts';
import { createStepHandler } from '../step.ts';
import { screenApplication } from './screen-application.ts';

export const handler = createStepHandler(
  'screenApplication',
  screenApplication(applicationsFor('screenApplication'), policiesFor('screenApplication')),
  () => new Date(),
);
