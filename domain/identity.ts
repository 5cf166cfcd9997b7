import * as z from 'zod';
import { usccSchema } from './enterprises/uscc.ts';
import type { Language } from './words.ts';
import { officeIdSchema } from './zone/offices.ts';

/** Who may act, DOMAIN.md's roles; `public` is anyone, signed in or not. */
export const roles = [
  'enterprise',
  'office',
  'bureau',
  'finance',
  'gate',
  'commissioner',
  'auditor',
  'admin',
  'public',
] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The roles as every screen names them. */
export const roleNames: Record<Language, Record<Role, string>> = {
  zh: {
    enterprise: '企业',
    office: '办事处/园区',
    bureau: '经济发展局',
    finance: '财政',
    gate: '卡口检疫人员',
    commissioner: '驻厂专员',
    auditor: '纪检',
    admin: '管理员',
    public: '公众',
  },
  en: {
    enterprise: 'Enterprise',
    office: 'Office / park',
    bureau: 'Economic Development Bureau',
    finance: 'Finance',
    gate: 'Checkpoint officer',
    commissioner: 'Commissioner',
    auditor: 'Discipline inspection',
    admin: 'Administrator',
    public: 'Public',
  },
};

/**
 * The person a request comes from, as the access token's claims state him. `uscc` on an officer names the
 * enterprise he is bound to: a conflict of interest there.
 */
export const actorSchema = z.object({
  sub: z.string().min(1).max(128),
  role: roleSchema,
  name: z.string().min(1).max(100),
  uscc: usccSchema.optional(),
  officeId: officeIdSchema.optional(),
  /** The head of his unit (负责人), who is told of missed deadlines. An API Gateway's claims are text: `true`. */
  head: z.boolean().or(z.stringbool()).optional(),
});
export type Actor = z.infer<typeof actorSchema>;
