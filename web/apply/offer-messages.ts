const zh = {
  title: '免申即享',
  intro: '系统根据登记信息和企业档案核对，贵单位符合下列政策的全部条件，不用填表，确认即可。',
  amount: (yuan: string) => `可享 ${yuan}`,
  see: (policy: string) => `查看并确认：${policy}`,
  confirmTitle: (policy: string) => `确认申领：${policy}`,
  confirmIntro: '下列内容来自登记信息和企业档案，请核对并作出承诺。确认后进入正常审核。',
  gone: '这项政策目前没有可确认的申报。',
  goneHint: '可能已经申报，或企业档案、政策有变化。仍可按一般方式申报。',
  declare: '承诺',
  confirm: '确认申领',
  answers: '核对内容',
};

const en: typeof zh = {
  title: 'Yours without applying',
  intro:
    'By the registry and your profile, your enterprise meets every condition of these policies. No form: just confirm.',
  amount: (yuan) => `${yuan} for you`,
  see: (policy) => `See and confirm: ${policy}`,
  confirmTitle: (policy) => `Confirm: ${policy}`,
  confirmIntro:
    'This comes from the registry and your profile. Please check it and make the declaration; review then follows as usual.',
  gone: 'There is nothing to confirm for this policy at present.',
  goneHint:
    'You may have applied already, or the profile or the policy has changed. The usual form is still there.',
  declare: 'Declaration',
  confirm: 'Confirm',
  answers: 'Please check',
};

/** The strings about offers, Chinese first. */
export const offerMessages = { zh, en };
