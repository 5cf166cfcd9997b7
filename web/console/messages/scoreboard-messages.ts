import type { Language } from '../../../domain/words.ts';

const zh = {
  title: '复工复产成绩单',
  applications: '申报',
  applicationsCaption: '各状态的申报件数和金额',
  status: '状态',
  count: '件数',
  amount: '金额',
  total: '合计',
  scans: '扫码',
  scansCaption: '各颜色的扫码次数',
  colour: '颜色',
  times: '次数',
  colours: { green: '绿码', yellow: '黄码', red: '红码' },
  live: '数字自动更新',
};

const en: typeof zh = {
  title: 'Scoreboard of reopening',
  applications: 'Applications',
  applicationsCaption: 'Number and amount of applications by status',
  status: 'Status',
  count: 'Number',
  amount: 'Amount',
  total: 'Total',
  scans: 'Scans',
  scansCaption: 'Number of scans by colour',
  colour: 'Colour',
  times: 'Number',
  colours: { green: 'Green', yellow: 'Yellow', red: 'Red' },
  live: 'The figures update by themselves',
};

/** The words of the scoreboard, Chinese first. */
export const scoreboardMessages: Record<Language, typeof zh> = { zh, en };
