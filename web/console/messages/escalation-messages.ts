import type { Language } from '../../../domain/words.ts';

const zh = {
  title: '督办清单',
  intro: '已超过办理期限、还没有作出决定的审核。系统只提醒和督办，不代替任何人作决定。',
  caption: (count: string) => `超期未办的审核，共 ${count} 件`,
  enterprise: '企业',
  policy: '政策',
  unit: '承办单位',
  opened: '进入本环节',
  missed: '督办',
  times: (count: number) => `已督办 ${count} 次`,
  extended: '顺延至',
  holder: '办理人',
  nobody: '无人认领',
  empty: '没有超期未办的审核',
  emptyHint: '审核超过办理期限时，会自动列在这里。',
  more: '载入更多',
};

const en: typeof zh = {
  title: 'Escalations',
  intro:
    'Reviews past their deadline that nobody has decided. The system reminds and escalates; it never decides in anyone’s place.',
  caption: (count) => `Overdue reviews, ${count} in all`,
  enterprise: 'Enterprise',
  policy: 'Policy',
  unit: 'Unit in charge',
  opened: 'In this stage since',
  missed: 'Escalated',
  times: (count) => (count === 1 ? 'once' : `${count} times`),
  extended: 'Extended to',
  holder: 'Held by',
  nobody: 'nobody',
  empty: 'No review is overdue',
  emptyHint: 'A review that misses its deadline appears here by itself.',
  more: 'Load more',
};

/** The words of the list of escalations, Chinese first. */
export const escalationMessages: Record<Language, typeof zh> = { zh, en };
