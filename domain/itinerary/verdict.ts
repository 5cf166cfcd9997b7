import * as z from 'zod';
import { addDays, instantSchema, shanghaiDay, startOfDay } from '../time.ts';
import { bilingualSchema } from '../words.ts';
import { type Itinerary, type Stay, staySchema } from './stay.ts';

export const colourSchema = z.enum(['green', 'yellow', 'red']);
export type Colour = z.infer<typeof colourSchema>;

/** What a person does next at the gate; the words are on the screens. */
export const nextStepSchema = z.enum([
  'enter',
  'show-health-certificate',
  'central-quarantine',
  'key-attention-lane',
  'manual-check',
]);

/** High-incidence areas (疫情高发区): divisions by code prefix, in force from a moment until the next list. */
export const riskListSchema = z.strictObject({
  version: z.string(),
  effectiveFrom: instantSchema,
  areas: z.array(z.strictObject({ prefix: z.string().regex(/^\d{2,6}$/), name: bilingualSchema })),
});
export type RiskList = z.infer<typeof riskListSchema>;

/** The measure by grade (分级分色) as data, in force from a moment until the next pack. Rules are tried in their order. */
export const rulePackSchema = z.strictObject({
  version: z.string(),
  effectiveFrom: instantSchema,
  /** Days back from today, Asia/Shanghai, that a stay counts. */
  windowDays: z.int().min(1).max(60),
  /** Stays shorter than this are towers at a border, not visits. */
  minimumStayHours: z.number().min(0).max(48),
  /** Code prefixes of the divisions that are home. */
  home: z.array(z.string().regex(/^\d{2,6}$/)).min(1),
  rules: z
    .array(
      z.strictObject({
        id: z.string(),
        when: z.enum(['high-incidence', 'abroad', 'elsewhere', 'home']),
        colour: colourSchema,
        nextStep: nextStepSchema,
        reason: bilingualSchema,
      }),
    )
    .length(4),
  /** The verdict while no carrier answers: never green (RELIABILITY.md, promise 7). */
  unavailable: z.strictObject({
    id: z.string(),
    colour: colourSchema.exclude(['green']),
    nextStep: nextStepSchema,
    reason: bilingualSchema,
  }),
  certificate: z.strictObject({
    /** Days a health certificate (健康证明) is good for after the day of issue. */
    validDays: z.int().min(1).max(60),
    /** Levels of issuing units that count: township or above. */
    levels: z.array(z.enum(['village', 'township', 'county', 'city', 'province'])).min(1),
  }),
});
export type RulePack = z.infer<typeof rulePackSchema>;

/** The explained verdict of a scan (判定): colour, the rule and the stay that decided, and the versions in force. */
export const verdictSchema = z.object({
  colour: colourSchema,
  nextStep: nextStepSchema,
  /** Made without a carrier's answer; an officer checks by hand. */
  provisional: z.boolean(),
  rule: z.object({ id: z.string(), packVersion: z.string(), reason: bilingualSchema }),
  riskListVersion: z.string(),
  /** The stay that decided; absent where no stay speaks against the person. */
  decidingStay: staySchema.optional(),
  /** Up to when the carrier's data reaches. */
  dataAsOf: instantSchema.optional(),
});
export type ScanVerdict = z.infer<typeof verdictSchema>;

/** The list or pack in force at a moment: the latest that has begun. */
export function inForce<T extends { effectiveFrom: string }>(versions: readonly T[], now: Date): T {
  const begun = versions.filter((version) => Date.parse(version.effectiveFrom) <= now.getTime());
  const latest = begun.reduce<T | undefined>(
    (best, version) => (best && best.effectiveFrom >= version.effectiveFrom ? best : version),
    undefined,
  );
  if (!latest) throw new RangeError('nothing is in force at this moment');
  return latest;
}

/**
 * Judges an itinerary (分级分色): the first rule, in the pack's order, that some counted stay meets.
 * @param itinerary what the carrier reported; undefined when no carrier answered
 * @returns a provisional verdict, never green, where nothing is known
 */
export function judge(
  itinerary: Itinerary | undefined,
  pack: RulePack,
  risk: RiskList,
  now: Date,
): ScanVerdict {
  const counted = itinerary?.stays.filter((stay) => counts(stay, pack, now)) ?? [];
  // A phone without one counted stay tells nothing; nothing known must not read as nothing wrong.
  if (!itinerary || counted.length === 0) {
    const { id, colour, nextStep, reason } = pack.unavailable;
    return {
      colour,
      nextStep,
      provisional: true,
      rule: { id, packVersion: pack.version, reason },
      riskListVersion: risk.version,
    };
  }
  for (const rule of pack.rules) {
    const deciding = counted
      .filter((stay) => kindOf(stay, pack, risk) === rule.when)
      .reduce(latestStay, undefined);
    if (!deciding && rule.when !== 'home') continue;
    return {
      colour: rule.colour,
      nextStep: rule.nextStep,
      provisional: false,
      rule: { id: rule.id, packVersion: pack.version, reason: rule.reason },
      riskListVersion: risk.version,
      ...(deciding && rule.when !== 'home' ? { decidingStay: deciding } : {}),
      dataAsOf: itinerary.asOf,
    };
  }
  throw new RangeError('a rule pack ends with the rule for home');
}

/** Which rule a place falls under. */
function kindOf({ place }: Stay, pack: RulePack, risk: RiskList): RulePack['rules'][number]['when'] {
  if (place.kind === 'country') return 'abroad';
  if (risk.areas.some((area) => place.code.startsWith(area.prefix))) return 'high-incidence';
  return pack.home.some((prefix) => place.code.startsWith(prefix)) ? 'home' : 'elsewhere';
}

/** Whether a stay lies in the window and is long enough to be a visit. */
function counts(stay: Stay, pack: RulePack, now: Date): boolean {
  const end = stay.to ? Date.parse(stay.to) : now.getTime();
  const windowStart = Date.parse(startOfDay(addDays(shanghaiDay(now), -pack.windowDays)));
  return end >= windowStart && end - Date.parse(stay.from) >= pack.minimumStayHours * 3_600_000;
}

/** The later of two stays, by end and then by start and place, so that the order of reporting does not matter. */
function latestStay(best: Stay | undefined, stay: Stay): Stay {
  const key = (s: Stay) => `${s.to ?? '9999'}|${s.from}|${s.place.code}`;
  return best && key(best) >= key(stay) ? best : stay;
}
