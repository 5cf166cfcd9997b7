import { formatReceiptCode } from '../subsidies/receipt-code.ts';
import { stageNames } from '../subsidies/stage-names.ts';
import { shanghaiDay } from '../time.ts';
import type { Bilingual, Language } from '../words.ts';
import type { Notice, NoticeKind } from './notice.ts';

/** What the words of a notice are about. */
interface About {
  policy: string;
  code: string;
  stage: string;
  /** The last day of the deadline, `2020-02-26`. */
  day: string;
}

/** The words of one kind: how it is called in settings and above the text, and the text. */
interface KindWords {
  title: string;
  text: (about: About) => string;
}

const zh: Record<NoticeKind, KindWords> = {
  received: {
    title: '申报已收到',
    text: ({ policy, code }) => `《${policy}》申报已收到，受理编号 ${code}。凭编号可随时查询进度。`,
  },
  stagePassed: {
    title: '环节已通过',
    text: ({ policy, code, stage, day }) => `《${policy}》（${code}）已进入${stage}，预计 ${day} 前办理。`,
  },
  returned: {
    title: '退回补正',
    text: ({ policy, code, day }) =>
      `《${policy}》（${code}）需要补正，请在 ${day} 前修改后重新提交，逾期视为撤回。`,
  },
  correctionDueSoon: {
    title: '补正即将到期',
    text: ({ policy, code, day }) =>
      `《${policy}》（${code}）的补正期限是 ${day}，逾期视为撤回，请尽快提交。`,
  },
  approved: {
    title: '审核通过',
    text: ({ policy, code }) => `《${policy}》（${code}）审核通过，公示后拨付。`,
  },
  rejected: {
    title: '不予通过',
    text: ({ policy, code }) => `《${policy}》（${code}）未通过审核，原因见申报页。`,
  },
  lapsed: {
    title: '逾期未补正',
    text: ({ policy, code }) => `《${policy}》（${code}）未在期限内补正，已按撤回处理，可重新申报。`,
  },
  taskOpened: {
    title: '新的待办',
    text: ({ policy, code, stage, day }) => `《${policy}》（${code}）等待${stage}，请在 ${day} 前办理。`,
  },
  taskDueSoon: {
    title: '待办即将到期',
    text: ({ policy, code, stage, day }) => `《${policy}》（${code}）的${stage}期限是 ${day}，请及时办理。`,
  },
  taskOverdue: {
    title: '待办超期',
    text: ({ policy, code, stage, day }) =>
      `《${policy}》（${code}）的${stage}已超期，顺延至 ${day}，请尽快办理。`,
  },
  escalated: {
    title: '超期上报',
    text: ({ policy, code, stage, day }) =>
      `《${policy}》（${code}）的${stage}未在期限内办理，顺延至 ${day}。`,
  },
};

const en: typeof zh = {
  received: {
    title: 'Application received',
    text: ({ policy, code }) =>
      `Your application for “${policy}” has arrived. Its receipt code is ${code}; with it you can follow the progress.`,
  },
  stagePassed: {
    title: 'A stage is passed',
    text: ({ policy, code, stage, day }) =>
      `“${policy}” (${code}) has gone on to: ${stage}, expected by ${day}.`,
  },
  returned: {
    title: 'Returned for correction',
    text: ({ policy, code, day }) =>
      `“${policy}” (${code}) has to be corrected. Please send it again by ${day}; after that it counts as withdrawn.`,
  },
  correctionDueSoon: {
    title: 'Correction due soon',
    text: ({ policy, code, day }) =>
      `The correction of “${policy}” (${code}) is due by ${day}; after that it counts as withdrawn.`,
  },
  approved: {
    title: 'Approved',
    text: ({ policy, code }) => `“${policy}” (${code}) is approved. Payment follows the public notice.`,
  },
  rejected: {
    title: 'Rejected',
    text: ({ policy, code }) =>
      `“${policy}” (${code}) was not approved. The reason is on the application’s page.`,
  },
  lapsed: {
    title: 'Correction not made in time',
    text: ({ policy, code }) =>
      `“${policy}” (${code}) was not corrected in time and counts as withdrawn. You may apply again.`,
  },
  taskOpened: {
    title: 'New task',
    text: ({ policy, code, stage, day }) =>
      `“${policy}” (${code}) waits for: ${stage}, to be decided by ${day}.`,
  },
  taskDueSoon: {
    title: 'Task due soon',
    text: ({ policy, code, stage, day }) => `“${policy}” (${code}) is due by ${day} at: ${stage}.`,
  },
  taskOverdue: {
    title: 'Task overdue',
    text: ({ policy, code, stage, day }) =>
      `“${policy}” (${code}) is overdue at: ${stage}. The next deadline is ${day}; please decide it soon.`,
  },
  escalated: {
    title: 'Missed deadline',
    text: ({ policy, code, stage, day }) =>
      `“${policy}” (${code}) was not decided in time at: ${stage}. The next deadline is ${day}.`,
  },
};

const words: Record<Language, typeof zh> = { zh, en };

/** How a kind of notice is called. */
export function kindTitle(kind: NoticeKind, language: Language): string {
  return words[language][kind].title;
}

/** The text of a notice: the policy, the receipt code, the stage and the day, and nobody's name. */
export function noticeText(notice: Notice, policyTitle: Bilingual, language: Language): string {
  const { kind, stage, dueAt } = notice;
  return words[language][kind].text({
    policy: policyTitle[language],
    code: formatReceiptCode(notice.applicationId),
    stage: stage ? stageNames[language][stage] : '',
    // A deadline is a midnight: the day before is the last one.
    day: dueAt ? shanghaiDay(new Date(Date.parse(dueAt) - 1)) : '',
  });
}
