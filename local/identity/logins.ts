import { usccCheckCharacter } from '../../domain/enterprises/uscc.ts';
import type { Actor, Role } from '../../domain/identity.ts';
import { offices } from '../../domain/zone/offices.ts';

/** The enterprises shown on the login page; any number up to 999 can get a token. */
const SHOWN_ENTERPRISES = 6;
const LAST_ENTERPRISE = 999;

/**
 * Officers: role, how many, and where they belong. `office-4` shares the first office; `office-5` to `office-7`,
 * `bureau-4` and `finance-3` are heads of their units; `bureau-3` is bound to an enterprise.
 */
const officers: readonly Actor[] = [
  ...offices.map(({ officeId, name }, index) =>
    officer('office', index + 1, `${name.zh}经办人`, { officeId }),
  ),
  officer('office', offices.length + 1, `${officeAt(0).name.zh}经办人乙`, { officeId: officeAt(0).officeId }),
  ...offices.map(({ officeId, name }, index) =>
    officer('office', offices.length + 2 + index, `${name.zh}负责人`, { officeId, head: true }),
  ),
  officer('bureau', 1, '经济发展局审核人甲（示例）'),
  officer('bureau', 2, '经济发展局审核人乙（示例）'),
  officer('bureau', 3, '经济发展局审核人丙（示例，与 3 号企业有关联）', { uscc: enterprise(3).uscc }),
  officer('bureau', 4, '经济发展局负责人（示例）', { head: true }),
  officer('finance', 1, '财政经办人（示例）'),
  officer('finance', 2, '财政复核人（示例）'),
  officer('finance', 3, '财政负责人（示例）', { head: true }),
  officer('gate', 1, '北区卡口检疫员（示例）', { officeId: officeAt(0).officeId }),
  officer('gate', 2, '南区卡口检疫员（示例）', { officeId: officeAt(1).officeId }),
  officer('commissioner', 1, '驻厂专员（示例）'),
  officer('auditor', 1, '纪检人员（示例）'),
  officer('admin', 1, '系统管理员（示例）'),
];

function officer(role: Role, number: number, name: string, more: Partial<Actor> = {}): Actor {
  return { sub: `${role}-${number}`, role, name, ...more };
}

/** A demonstration enterprise: a number makes its code (with a right check digit), its name and its office. */
function enterprise(number: number) {
  const first17 = `91410100MA4${String(number).padStart(6, '0')}`;
  return {
    sub: `enterprise-${number}`,
    role: 'enterprise',
    name: `示例企业 ${number}`,
    uscc: first17 + usccCheckCharacter(first17),
    officeId: officeAt(number - 1).officeId,
  } as const;
}

/** The offices in turn, begun again after the last. */
function officeAt(index: number) {
  const office = offices[index % offices.length];
  if (!office) throw new RangeError('the zone has offices');
  return office;
}

/** The logins the login page offers, by role. */
export const shownLogins: readonly Actor[] = [
  ...Array.from({ length: SHOWN_ENTERPRISES }, (_, index) => enterprise(index + 1)),
  ...officers,
];

/** The person behind a login, e.g. `bureau-1` or `enterprise-150`; undefined for none. */
export function personOf(login: string): Actor | undefined {
  const number = Number(/^enterprise-([1-9]\d{0,2})$/.exec(login)?.[1] ?? 0);
  if (number >= 1 && number <= LAST_ENTERPRISE) return enterprise(number);
  return officers.find((person) => person.sub === login);
}
