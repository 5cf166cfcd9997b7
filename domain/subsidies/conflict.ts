import * as z from 'zod';
import { instantSchema } from '../time.ts';
import type { bilingualSchema } from '../words.ts';

/**
 * Why an officer steps back from an application (回避): the three grounds of article 76 of the Civil Servants Law
 * (公务员法, 2018). A code and no free text: who his relatives are is nobody's business here.
 */
export const conflictReasons = {
  'own-interest': { zh: '涉及本人利害关系', en: 'It touches an interest of my own' },
  'relative-interest': { zh: '涉及亲属的利害关系', en: 'It touches an interest of a relative' },
  'other-ground': {
    zh: '其他可能影响公正办理的情形',
    en: 'Something else that could affect a fair decision',
  },
} as const satisfies Record<string, z.infer<typeof bilingualSchema>>;
export type ConflictReason = keyof typeof conflictReasons;
export const conflictReasonSchema = z.enum(
  Object.keys(conflictReasons) as [ConflictReason, ...ConflictReason[]],
);

/** A conflict of interest (利益冲突) that an officer declared on an application; it stands for good. */
export const conflictSchema = z.object({
  by: z.string(),
  byName: z.string(),
  reasonCode: conflictReasonSchema,
  at: instantSchema,
});
export type Conflict = z.infer<typeof conflictSchema>;
