import * as z from 'zod';
import { bilingualSchema, type Language } from '../words.ts';
import data from './offices.json' with { type: 'json' };

/** A sub-district office or park, e.g. `airport-north`. */
export const officeIdSchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

export const officeSchema = z.strictObject({ officeId: officeIdSchema, name: bilingualSchema });
export type Office = z.infer<typeof officeSchema>;

/** The sub-district offices and parks (办事处/园区) of the zone; another zone brings its own list. A test checks it. */
export const offices: readonly Office[] = data;

/** The name of an office; its id where the list does not know it. */
export function officeName(officeId: string, language: Language): string {
  return offices.find((office) => office.officeId === officeId)?.name[language] ?? officeId;
}
