const zh = {
  title: '企业档案',
  intro: '只填一次，各项政策的申报都用这一份。银行账号、姓名、电话加密保存，别处只显示首尾。',
  name: '企业名称',
  uscc: '统一社会信用代码',
  office: '所属办事处/园区',
  facts: '基本情况',
  factsHint: '申报表会自动带入这些内容，仍可逐项修改。',
  details: '联系与收款',
  detailsHint: '审核和拨付时使用。',
  save: '保存企业档案',
  saving: '正在保存…',
  savedAt: (time: string) => `已保存 ${time}`,
  stillMissing: (labels: string[]) => `提交申报前还需补充：${labels.join('、')}`,
  incomplete: (count: number) => `企业档案还差 ${count} 项，补全后才能提交申报。`,
  complete: '去填写企业档案',
  fromProfile: '来自企业档案',
  otherThanProfile: '与企业档案不同',
  used: '收款与联系（来自企业档案）',
  change: '修改企业档案',
};

const en: typeof zh = {
  title: 'Enterprise profile',
  intro:
    'Stated once, used by every application. Account, names and telephone are kept encrypted; elsewhere only their ends are shown.',
  name: 'Name',
  uscc: 'Unified Social Credit Code',
  office: 'Office or park',
  facts: 'About the enterprise',
  factsHint: 'Forms start with these; each can still be changed there.',
  details: 'Contact and payment',
  detailsHint: 'Used in review and for payment.',
  save: 'Save the profile',
  saving: 'Saving…',
  savedAt: (time) => `Saved ${time}`,
  stillMissing: (labels) => `Still needed before you can submit: ${labels.join(', ')}`,
  incomplete: (count) =>
    `The enterprise profile lacks ${count} fields; applications can be submitted once it is complete.`,
  complete: 'Complete the profile',
  fromProfile: 'From the enterprise profile',
  otherThanProfile: 'Differs from the enterprise profile',
  used: 'Payment and contact (from the enterprise profile)',
  change: 'Change the profile',
};

/** The strings about the enterprise profile, Chinese first. */
export const profileMessages = { zh, en };
