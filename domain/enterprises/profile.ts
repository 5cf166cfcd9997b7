import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { maskPhoneNumber } from '../itinerary/phone-number.ts';
import { daySchema, instantSchema, shanghaiDay } from '../time.ts';
import { bankAccountSchema, maskAccount } from './bank-account.ts';
import { enterpriseSchema } from './enterprise.ts';

/** What an enterprise does, as the zone's policies ask it. */
export const industries = [
  'electronics',
  'biomedicine',
  'logistics',
  'construction',
  'services',
  'other',
] as const;
/** Above (规上) or below the size from which statistics cover an enterprise. */
export const scales = ['above', 'below'] as const;

const headcountSchema = z.int().min(0).max(500_000);

/** What policies ask again and again. The sub-district is not asked: the registry knows the enterprise's office. */
const allFactsSchema = z.strictObject({
  industry: z.enum(industries),
  scale: z.enum(scales),
  /** Workers at the end of the year before the closure. */
  employeesBefore: headcountSchema,
  /** Workers back at work. */
  employeesReturned: headcountSchema,
  /** The day work resumed, where it is known. */
  resumedOn: daySchema,
});
/** The facts an enterprise has stated; any may still be missing. */
export const profileFactsSchema = allFactsSchema.partial();
export type ProfileFacts = z.infer<typeof profileFactsSchema>;
export type ProfileFact = keyof ProfileFacts;
export const profileFacts = Object.keys(allFactsSchema.shape) as [ProfileFact, ...ProfileFact[]];

/** A mobile number or a landline with its area code, as typed, in its one form: digits alone. */
const telephoneSchema = z
  .string()
  .max(40)
  .transform((typed) => typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, ''))
  .refine((digits) => /^(1[3-9]\d{9}|0\d{9,11})$/.test(digits), {
    error: 'format',
    params: { reason: 'format', expected: '13900000000, 0371-12345678' },
  });

const personNameSchema = z.string().trim().min(2).max(50);

/** Whom to speak to and where to pay: kept sealed, shown masked. */
const allDetailsSchema = z.strictObject({
  legalRepresentative: personNameSchema,
  contactName: personNameSchema,
  contactPhone: telephoneSchema,
  bankName: z.string().trim().min(2).max(100),
  bankAccount: bankAccountSchema,
});
const profileDetailsSchema = allDetailsSchema.partial();
export type ProfileDetails = z.infer<typeof profileDetailsSchema>;
export type ProfileDetail = keyof ProfileDetails;
export const profileDetails = Object.keys(allDetailsSchema.shape) as [ProfileDetail, ...ProfileDetail[]];

/** What an enterprise states of itself; any part may still be missing. */
export const statedProfileSchema = z.strictObject({
  ...profileFactsSchema.shape,
  ...profileDetailsSchema.shape,
});
export type StatedProfile = z.infer<typeof statedProfileSchema>;
export const profileFieldSchema = z.enum([...profileFacts, ...profileDetails]);
export type ProfileField = z.infer<typeof profileFieldSchema>;

/** What an application needs of a profile: all but the day of resumption, which may be still to come. */
const neededFields = profileFieldSchema.options.filter((field) => field !== 'resumedOn');

/** The enterprise profile (企业档案) as it may be shown: stated once, used by every application; details masked. */
export const profileSchema = z.object({
  enterprise: enterpriseSchema,
  facts: profileFactsSchema,
  /** The details as they may be shown. */
  masked: z.partialRecord(z.enum(profileDetails), z.string()),
  /** What an application still needs. */
  missing: z.array(profileFieldSchema),
  /** Grows by one with every save; 0 before the first. */
  version: z.int().min(0),
  savedAt: instantSchema.optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/** The facts of a statement, and its details apart. */
export function partsOf(stated: StatedProfile): { facts: ProfileFacts; details: ProfileDetails } {
  const { legalRepresentative, contactName, contactPhone, bankName, bankAccount, ...facts } = stated;
  return { facts, details: { legalRepresentative, contactName, contactPhone, bankName, bankAccount } };
}

/** What of a profile has changed: a fact, or a detail by its masked form or its digest. */
export function changedFields(
  before: Pick<Profile, 'facts' | 'masked'> & { digests: object },
  after: Pick<Profile, 'facts' | 'masked'> & { digests: object },
): ProfileField[] {
  const flat = ({ facts, masked, digests }: typeof before, field: ProfileField): unknown[] =>
    [facts, masked, digests].map((part) => (part as Partial<Record<ProfileField, unknown>>)[field]);
  return profileFieldSchema.options.filter((field) => {
    const now = flat(after, field);
    return flat(before, field).some((value, index) => value !== now[index]);
  });
}

/** The fields that an application needs and a statement does not give. */
export function missingFields(stated: Partial<Record<ProfileField, unknown>>): ProfileField[] {
  return neededFields.filter((field) => stated[field] === undefined);
}

/** The details as they may be shown (GB/T 35273): a name by its first character, an account and a number by their ends. */
export function maskDetails(details: ProfileDetails): Profile['masked'] {
  const { legalRepresentative, contactName, contactPhone, bankName, bankAccount } = details;
  return {
    ...(legalRepresentative ? { legalRepresentative: maskName(legalRepresentative) } : {}),
    ...(contactName ? { contactName: maskName(contactName) } : {}),
    ...(contactPhone ? { contactPhone: maskPhoneNumber(contactPhone) } : {}),
    ...(bankName ? { bankName } : {}),
    ...(bankAccount ? { bankAccount: maskAccount(bankAccount) } : {}),
  };
}

/** `张**`, whatever the length: the number of characters would tell more than the reader needs. */
function maskName(name: string): string {
  return `${String.fromCodePoint(name.codePointAt(0) ?? 0)}**`;
}

/** A person's name as it is compared: full-width letters, spaces, dashes, dots and capitals make no other name of it. */
export function comparableName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toUpperCase();
}

/**
 * Refuses a day of resumption that has not come yet.
 * @throws DomainError `invalid-input` naming the field
 */
export function assertResumedByNow({ resumedOn }: ProfileFacts, now: Date): void {
  const today = shanghaiDay(now);
  if (resumedOn !== undefined && resumedOn > today) {
    throw new DomainError('invalid-input', [
      { path: 'profile.resumedOn', reason: 'date-in-future', expected: `≤ ${today}` },
    ]);
  }
}
