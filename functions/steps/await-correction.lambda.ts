import { applicationsFor, policiesFor } from '../adapters/applications-of-step.ts';
import { createStepHandler } from '../step.ts';
import { awaitCorrection } from './await-correction.ts';

export const handler = createStepHandler(
  'awaitCorrection',
  awaitCorrection(applicationsFor('awaitCorrection'), policiesFor('awaitCorrection')),
  () => new Date(),
);
