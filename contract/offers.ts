import * as z from 'zod';
import { fenSchema } from '../domain/money.ts';
import { answersSchema } from '../domain/subsidies/answers.ts';
import { findingSchema } from '../domain/subsidies/eligibility.ts';
import { policySchema } from '../domain/subsidies/policy.ts';
import type { Operation } from './operation.ts';

const { id, version, title, summary } = policySchema.shape;

/** An application that the system has prepared; its declarations are not in the answers. */
const offerSchema = z
  .object({
    policyId: id,
    policyVersion: version,
    title,
    summary,
    answers: answersSchema,
    findings: z.array(findingSchema),
    amountFen: fenSchema,
  })
  .meta({ id: 'Offer' });

/** What the system offers of itself (免申即享). */
export const offerOperations = {
  listMyOffers: {
    method: 'GET',
    path: '/api/offers',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: {
      zh: '免申即享：系统算出的可确认申报',
      en: 'List what my enterprise qualifies for and only has to confirm',
    },
    mutates: false,
    response: z.object({ offers: z.array(offerSchema) }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
