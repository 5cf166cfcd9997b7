import type { Language } from '../../../domain/words.ts';
import { domainWords } from '../../ui/words.ts';
import type { Cause } from '../workflow/definition.ts';

const zh = {
  title: '办理流程',
  /** Every state of workflows/application-review.asl.json that a person meets. */
  states: {
    screenApplication: '自动核验',
    ...domainWords.zh.stages,
    escalateReview: '提醒与督办',
    awaitCorrection: '企业补正',
    concludeApplication: '办结',
    closed: '结束',
  } as Record<string, string>,
  causes: {
    approve: '通过',
    return: '退回',
    reject: '不予通过',
    withdraw: '企业撤回',
    resubmit: '补正后',
    remind: '提醒',
    awaited: '提醒',
    overdue: '督办后继续',
    lapse: '逾期未补正',
    timeout: '临期或超期',
  } as Record<Cause, string>,
  or: ' / ',
  current: '当前环节',
  done: '已完成',
  ahead: '未到',
  normalWay: '正常流转',
  returnWay: '退回与补正',
  escalationWay: '提醒与督办',
  withdrawNote: '办结之前，企业可随时撤回（图中不画）。',
  alternative: (current: string, done: readonly string[]) =>
    `办理流程图。当前环节：${current}。${done.length > 0 ? `已完成：${done.join('、')}。` : '尚无已完成环节。'}`,
};

const en: typeof zh = {
  title: 'Workflow',
  states: {
    screenApplication: 'Automatic check',
    ...domainWords.en.stages,
    escalateReview: 'Reminder, escalation',
    awaitCorrection: 'Correction',
    concludeApplication: 'Conclusion',
    closed: 'Closed',
  },
  causes: {
    approve: 'approve',
    return: 'return',
    reject: 'reject',
    withdraw: 'withdrawn',
    resubmit: 'corrected',
    remind: 'reminded',
    awaited: 'reminded',
    overdue: 'goes on',
    lapse: 'not corrected',
    timeout: 'deadline near or missed',
  },
  or: ' / ',
  current: 'Now here',
  done: 'Done',
  ahead: 'Not reached',
  normalWay: 'The way on',
  returnWay: 'Return and correction',
  escalationWay: 'Deadline',
  withdrawNote: 'The enterprise may withdraw at any time before the conclusion (not drawn).',
  alternative: (current, done) =>
    `Workflow. Now here: ${current}. ${done.length > 0 ? `Done: ${done.join(', ')}.` : 'Nothing done yet.'}`,
};

/** The words of the workflow's drawing, Chinese first. */
export const workflowMessages: Record<Language, typeof zh> = { zh, en };
