import { type Enterprise, enterpriseSchema } from '../../domain/enterprises/enterprise.ts';
import type { StatedProfile } from '../../domain/enterprises/profile.ts';
import { usccCheckCharacter } from '../../domain/enterprises/uscc.ts';
import type { Actor } from '../../domain/identity.ts';

/** A valid code of a made-up enterprise of the zone (division 410173): `91` + division + `MA` + number + check. */
export function usccOf(number: number): string {
  const first17 = `91410173MA${String(number).padStart(7, '0')}`;
  return first17 + usccCheckCharacter(first17);
}

/** The same code with another, wrong check character. */
export function wrongUsccOf(number: number): string {
  const right = usccOf(number);
  return right.slice(0, -1) + (right.endsWith('0') ? '1' : '0');
}

export function enterprise(number: number, officeId = 'north'): Enterprise {
  return enterpriseSchema.parse({
    uscc: usccOf(number),
    name: `示例企业 ${number}`,
    officeId,
  });
}

/** A complete profile, with an account and people of the enterprise's own. */
export function goodProfile(number: number, change: Partial<StatedProfile> = {}): StatedProfile {
  return {
    industry: 'electronics',
    scale: 'above',
    employeesBefore: 100,
    employeesReturned: 86,
    resumedOn: '2020-02-20',
    legalRepresentative: `示例法人${number}`,
    contactName: '示例联系人',
    contactPhone: '19900000001',
    bankName: '示例银行航空港支行',
    bankAccount: `4100${String(number).padStart(14, '0')}`,
    ...change,
  };
}

/** Someone who acts for an enterprise. */
export function applicant(number: number, officeId = 'north'): Actor {
  return { sub: `enterprise-${number}`, role: 'enterprise', ...enterprise(number, officeId) };
}

export function office(number: number, officeId = 'north'): Actor {
  return { sub: `office-${number}`, role: 'office', name: `示例受理员 ${number}`, officeId };
}

/** @param boundTo number of the enterprise he is bound to, where there is one */
export function bureau(number: number, boundTo?: number): Actor {
  const bond = boundTo === undefined ? {} : { uscc: usccOf(boundTo) };
  return { sub: `bureau-${number}`, role: 'bureau', name: `示例审核员 ${number}`, ...bond };
}

export const auditor: Actor = { sub: 'auditor-1', role: 'auditor', name: '示例纪检员' };
export const finance: Actor = { sub: 'finance-1', role: 'finance', name: '示例财政员' };
