import * as z from 'zod';
import type { ApiFunction } from '../contract/operation.ts';
import type { StepId } from '../contract/steps.ts';

/**
 * The environment of every function: parsed at cold start, and typing the construct that deploys it, so that a stack
 * that forgets a variable does not compile. There are no defaults: a missing value is a failed deployment.
 */
const variables = {
  SUBSIDIES_TABLE: z.string().min(3),
  ITINERARY_TABLE: z.string().min(3),
  AUDIT_TABLE: z.string().min(3),
  NOTICES_TABLE: z.string().min(3),
  APPLICATION_REVIEW_ARN: z.string().startsWith('arn:'),
  /** Secret from which the keys of venue tokens, passes, challenges and number digests are derived. */
  CODE_SECRET: z.string().min(32),
  /** Secret from which the keys are derived that seal enterprises' details and make digests to compare them by. */
  PROFILE_SECRET: z.string().min(32),
  /** Base URLs of the carriers' gateways, `{"china-mobile":"https://...",...}`. */
  CARRIER_URLS: z.string().startsWith('{'),
  /** Origins of the channels of notices, `{"dingtalk":"https://...",...}`. */
  CHANNEL_URLS: z.string().startsWith('{'),
  NOTICES_QUEUE_URL: z.url(),
  NOTICES_DEAD_LETTERS_URL: z.url(),
  /** The bucket of attachments, by its own address. */
  ATTACHMENTS_URL: z.url(),
  /** `host:port` of the virus scanner's daemon (clamd); empty where there is none. */
  CLAMD_ADDRESS: z.string().regex(/^([^:\s]+:\d{1,5})?$/),
  /** Public origin of the site, which QR codes name. */
  SITE_URL: z.url(),
};
type Variable = keyof typeof variables;

const subsidies = ['SUBSIDIES_TABLE', 'AUDIT_TABLE'] as const;

/** Which variables each function has. */
export const functionVariables = {
  'enterprise-api': [...subsidies, 'PROFILE_SECRET'],
  'attachment-api': [...subsidies, 'ATTACHMENTS_URL', 'CLAMD_ADDRESS'],
  'review-api': [...subsidies, 'ATTACHMENTS_URL'],
  'policy-api': [...subsidies, 'SITE_URL'],
  'gate-api': ['ITINERARY_TABLE', 'AUDIT_TABLE', 'CODE_SECRET'],
  'admin-api': ['SUBSIDIES_TABLE', 'ITINERARY_TABLE', 'AUDIT_TABLE', 'CODE_SECRET', 'SITE_URL'],
  'audit-api': subsidies,
  'notice-api': ['SUBSIDIES_TABLE', 'NOTICES_TABLE', 'AUDIT_TABLE'],
  scan: ['ITINERARY_TABLE', 'CODE_SECRET', 'CARRIER_URLS'],
  relay: [
    'SUBSIDIES_TABLE',
    'ITINERARY_TABLE',
    'NOTICES_TABLE',
    'NOTICES_QUEUE_URL',
    'APPLICATION_REVIEW_ARN',
    'ATTACHMENTS_URL',
  ],
  notify: [
    'SUBSIDIES_TABLE',
    'NOTICES_TABLE',
    'NOTICES_QUEUE_URL',
    'NOTICES_DEAD_LETTERS_URL',
    'CHANNEL_URLS',
    'SITE_URL',
  ],
  screenApplication: subsidies,
  openReview: subsidies,
  escalateReview: subsidies,
  awaitCorrection: subsidies,
  concludeApplication: subsidies,
} as const satisfies Record<ApiFunction | StepId | 'relay' | 'notify', readonly Variable[]>;

export type FunctionName = keyof typeof functionVariables;
export const functionNames = Object.keys(functionVariables) as FunctionName[];

/** The environment of one function, typed. */
export type Environment<Name extends FunctionName> = Record<(typeof functionVariables)[Name][number], string>;

/**
 * Reads a function's environment.
 * @throws ZodError naming the missing variable
 */
export function readEnvironment<Name extends FunctionName>(
  name: Name,
  source: Record<string, string | undefined>,
): Environment<Name> {
  const names: readonly Variable[] = functionVariables[name];
  const schema = z.object(Object.fromEntries(names.map((variable) => [variable, variables[variable]])));
  return schema.parse(source) as Environment<Name>;
}

/** The folder of a function's bundle and file of its code: `openReview` -> `open-review`. */
export function fileNameOf(name: FunctionName): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
