import type { industries, ProfileField, scales } from '../../domain/enterprises/profile.ts';
import type { Bilingual } from '../../domain/words.ts';

/** The fields of an enterprise profile (企业档案) as every screen names them. */
export const profileLabels: Record<ProfileField, Bilingual> = {
  industry: { zh: '所属行业', en: 'Industry' },
  scale: { zh: '企业规模', en: 'Size' },
  employeesBefore: { zh: '停工前员工人数', en: 'Workers before the closure' },
  employeesReturned: { zh: '已返岗员工人数', en: 'Workers back at work' },
  resumedOn: { zh: '复工复产日期', en: 'Day work resumed' },
  legalRepresentative: { zh: '法定代表人', en: 'Legal representative' },
  contactName: { zh: '联系人', en: 'Contact person' },
  contactPhone: { zh: '联系电话', en: 'Contact telephone' },
  bankName: { zh: '开户银行', en: 'Opening bank' },
  bankAccount: { zh: '银行账号', en: 'Bank account' },
};

export const industryNames: Record<(typeof industries)[number], Bilingual> = {
  electronics: { zh: '电子信息', en: 'Electronics' },
  biomedicine: { zh: '生物医药', en: 'Biomedicine' },
  logistics: { zh: '现代物流', en: 'Modern logistics' },
  construction: { zh: '建筑', en: 'Construction' },
  services: { zh: '服务业', en: 'Services' },
  other: { zh: '其他', en: 'Other' },
};

export const scaleNames: Record<(typeof scales)[number], Bilingual> = {
  above: { zh: '规上', en: 'Above designated size' },
  below: { zh: '规下', en: 'Below designated size' },
};
