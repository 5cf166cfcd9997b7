import type { Language } from '../../../domain/words.ts';

const zh = {
  title: '通知',
  intro: '申报每一步的变化都在这里，保留 180 天。',
  settings: '设置通知方式',
  unread: '未读',
  unreadCounted: '条未读',
  open: (code: string) => `查看 ${code}`,
  markRead: '标为已读',
  markAllRead: '全部标为已读',
  empty: '还没有通知',
  emptyForEnterprise: '提交申报后，受理、补正、审核结果会在这里告诉您。',
  emptyForOfficer: '有新的待办、将到期或超期的审核时，会在这里告诉您。',
  more: '载入更多',
};

const en: typeof zh = {
  title: 'Notices',
  intro: 'Every step of an application is told here and kept for 180 days.',
  settings: 'Choose how to be told',
  unread: 'Unread',
  unreadCounted: 'unread',
  open: (code) => `See ${code}`,
  markRead: 'Mark as read',
  markAllRead: 'Mark all as read',
  empty: 'No notices yet',
  emptyForEnterprise:
    'Once you have submitted an application, its acceptance, corrections and result are told here.',
  emptyForOfficer: 'New tasks and missed deadlines are told here.',
  more: 'Load more',
};

/** The words of inboxes, Chinese first. */
export const noticeMessages: Record<Language, typeof zh> = { zh, en };
