import type { InputHTMLAttributes } from 'react';
import {
  industries,
  type ProfileDetail,
  type ProfileFact,
  type ProfileField,
  scales,
} from '../../domain/enterprises/profile.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import type { Bilingual } from '../../domain/words.ts';
import { industryNames, profileLabels, scaleNames } from '../ui/profile-words.ts';

/** A question of the profile, in the shape of a policy's, so that one control asks both. */
type Question<Id extends ProfileField> = PolicyField & { id: Id };

const people: Bilingual = { zh: '人', en: 'people' };
const headcount = { kind: 'integer', unit: people, min: 0, max: 500_000 } as const;

/** What policies ask. */
export const factQuestions: readonly Question<ProfileFact>[] = [
  {
    kind: 'choice',
    id: 'industry',
    label: profileLabels.industry,
    options: industries.map((value) => ({ value, label: industryNames[value] })),
  },
  {
    kind: 'choice',
    id: 'scale',
    label: profileLabels.scale,
    hint: {
      zh: '是否在“规模以上”统计名录内',
      en: 'Whether statistics list it as above designated size',
    },
    options: scales.map((value) => ({ value, label: scaleNames[value] })),
  },
  {
    ...headcount,
    id: 'employeesBefore',
    label: profileLabels.employeesBefore,
    hint: { zh: '上年 12 月底在册人数', en: 'On the books at the end of last December' },
  },
  { ...headcount, id: 'employeesReturned', label: profileLabels.employeesReturned },
  {
    kind: 'date',
    id: 'resumedOn',
    label: profileLabels.resumedOn,
    hint: { zh: '尚未复工可不填', en: 'Leave empty while work has not resumed' },
    min: '2000-01-01',
    max: '2099-12-31',
  },
];

/** What payment and contact need. */
export const detailQuestions: readonly Question<ProfileDetail>[] = [
  text('legalRepresentative', { zh: '与营业执照一致', en: 'As on the business licence' }),
  text('contactName', { zh: '审核中如有问题联系此人', en: 'Whom reviewers may ask' }),
  text('contactPhone', { zh: '手机，或带区号的座机', en: 'Mobile, or landline with area code' }),
  text('bankName', { zh: '写到支行，如：示例银行航空港支行', en: 'With its branch' }),
  text('bankAccount', {
    zh: '补贴拨付到此账户；12 至 30 位数字，空格、全角都可以',
    en: 'Subsidies are paid here; 12 to 30 digits, spaces are fine',
  }),
];

export const profileQuestions = [...factQuestions, ...detailQuestions];

/** How a browser helps with a field (WCAG 1.3.5), and which keyboard a phone shows. */
export const inputHelp: Partial<
  Record<ProfileField, Pick<InputHTMLAttributes<HTMLInputElement>, 'autoComplete' | 'inputMode'>>
> = {
  contactName: { autoComplete: 'name' },
  contactPhone: { autoComplete: 'tel', inputMode: 'tel' },
  bankAccount: { autoComplete: 'off', inputMode: 'numeric' },
};

function text(id: ProfileDetail, hint: Bilingual): Question<ProfileDetail> {
  return { kind: 'text', id, label: profileLabels[id], hint, minLength: 2, maxLength: 100 };
}
