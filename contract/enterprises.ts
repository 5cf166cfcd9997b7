import * as z from 'zod';
import { enterpriseSchema } from '../domain/enterprises/enterprise.ts';
import { profileDetails, profileSchema, statedProfileSchema } from '../domain/enterprises/profile.ts';
import { instantSchema } from '../domain/time.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';

const shownProfileSchema = profileSchema.meta({ id: 'Profile' });

/** The details in full, as plain text: they were checked when they came in. */
const fullDetailsSchema = z.partialRecord(z.enum(profileDetails), z.string());

/** An enterprise as the registry lists it: nothing personal. */
export const registeredEnterpriseSchema = enterpriseSchema
  .extend({
    facts: profileSchema.shape.facts,
    /** Whether its profile has all that an application needs. */
    complete: z.boolean(),
    savedAt: instantSchema,
  })
  .meta({ id: 'RegisteredEnterprise' });

/** The operations on an enterprise's own profile (企业档案). */
export const profileOperations = {
  getProfile: {
    method: 'GET',
    path: '/api/profile',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '查看企业档案', en: 'Get my enterprise’s profile, personal details masked' },
    mutates: false,
    /** `full` is for the form that changes it: the details as they were stated. */
    query: z.object({ full: z.stringbool().optional() }),
    response: shownProfileSchema.extend({ details: fullDetailsSchema.optional() }),
    status: 200,
  },
  saveProfile: {
    method: 'PUT',
    path: '/api/profile',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '保存企业档案', en: 'Save my enterprise’s profile' },
    mutates: true,
    /** `version` is the one the caller last saw; 0 for the first save. What is left out is no longer stated. */
    body: z.strictObject({ version: profileSchema.shape.version, profile: statedProfileSchema }),
    response: shownProfileSchema,
    status: 200,
  },
} as const satisfies Record<string, Operation>;

/** The operations of officers on the registry of enterprises. */
export const registryOperations = {
  listEnterprises: {
    method: 'GET',
    path: '/api/enterprises',
    function: 'review-api',
    roles: ['office', 'bureau', 'auditor'],
    summary: { zh: '登记企业', en: 'List the registered enterprises; an office sees its own area' },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({
      enterprises: z.array(registeredEnterpriseSchema),
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
