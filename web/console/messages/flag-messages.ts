import type { FlagKind, severities } from '../../../domain/subsidies/flags.ts';

type Severity = (typeof severities)[number];

const zh = {
  title: '核查提示',
  intro: '系统发现以下情况，请核实。提示不等于违规，也不向企业显示。',
  severity: { high: '重点核查', medium: '请核实', low: '提示' } satisfies Record<Severity, string>,
  standing: { open: '待核实', cleared: '已核实', since: '提交后出现' },
  what: {
    'account-shared': (count: number) => `另有 ${count} 家企业使用同一银行账户`,
    'representative-shared': (count: number) => `另有 ${count} 家企业的法定代表人同名`,
    'evidence-reused': (count: number) => `另有 ${count} 件申报使用同一份材料文件`,
    'amount-near-threshold': (limit: string, stage: string) => `金额接近但未超过 ${limit}，超过须经${stage}`,
    'amount-near-cap': (limit: string) => `金额接近补贴上限 ${limit}`,
  },
  todo: {
    'account-shared': '核对开户许可证与收款户名是否为本企业；是否关联企业、是否重复申报。',
    'evidence-reused': '对照另一件申报，确认是否同一票据重复申报，或材料被借用、套用。',
    'representative-shared': '同名不一定同人。核对证件或营业执照，确认是否关联企业。',
    'amount-near-threshold': '核对计算依据的人数或票据，确认没有为避开复核而少报、拆分。',
    'amount-near-cap': '核对计算依据的人数或票据。',
  } satisfies Record<FlagKind, string>,
  others: '涉及企业',
  openOther: (name: string) => `查看 ${name} 的申报`,
  more: (count: number) => `另有 ${count} 家`,
  note: '如何核实（必填，只有审核人可见）',
  noteGap: '请写明如何核实上述提示',
  toClear: (count: number) => `有 ${count} 条核查提示，通过前须写明如何核实。`,
  cleared: '此意见同时核实了核查提示',
  profile: '企业档案（提交时）',
  changed: '提交后已修改',
};

const en: typeof zh = {
  title: 'To verify',
  intro: 'The system noticed the following. A point is no breach, and the enterprise does not see it.',
  severity: { high: 'Verify closely', medium: 'Please verify', low: 'Note' },
  standing: { open: 'To verify', cleared: 'Verified', since: 'Came up since' },
  what: {
    'account-shared': (count) =>
      count === 1
        ? 'Another enterprise uses the same bank account'
        : `${count} other enterprises use the same bank account`,
    'representative-shared': (count) =>
      count === 1
        ? 'Another enterprise has a legal representative of the same name'
        : `${count} other enterprises have a legal representative of the same name`,
    'evidence-reused': (count) =>
      count === 1
        ? 'Another application holds the same file'
        : `${count} other applications hold the same file`,
    'amount-near-threshold': (limit, stage) =>
      `The amount is just not above ${limit}, from which on ${stage} follows`,
    'amount-near-cap': (limit) => `The amount is just under the cap of ${limit}`,
  },
  todo: {
    'account-shared':
      'Compare the account permit: is the account this enterprise’s own? Are the enterprises related, is anything claimed twice?',
    'evidence-reused':
      'Compare the other application: is one invoice claimed twice, or has the file been lent or copied?',
    'representative-shared':
      'The same name need not be the same person. Compare identity papers or licences.',
    'amount-near-threshold':
      'Compare the heads or invoices it rests on: nothing left out or split to stay below the check.',
    'amount-near-cap': 'Compare the heads or invoices it rests on.',
  },
  others: 'Enterprises concerned',
  openOther: (name) => `See the application of ${name}`,
  more: (count) => `${count} more`,
  note: 'How it was verified (required, seen by reviewers only)',
  noteGap: 'Write how the points above were verified',
  toClear: (count) =>
    `${count === 1 ? 'One point is' : `${count} points are`} to be verified. Write how before you approve.`,
  cleared: 'This decision also cleared the points to verify',
  profile: 'Enterprise profile (as submitted)',
  changed: 'changed since',
};

/** The strings about flags and the frozen profile, Chinese first. */
export const flagMessages = { zh, en };
