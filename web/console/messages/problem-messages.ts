import type { Language } from '../../../domain/words.ts';

const zh = {
  title: '没有办成',
  network: '网络连接中断，没有收到答复。请检查网络后重试；重试不会重复办理。',
  unexpected: '页面出错，请重新载入。',
  signInAgain: '登录已失效，请重新登录。您填写的内容会保留。',
  number: (correlationId: string) => `联系管理员时请提供编号：${correlationId}`,
  retry: '重试',
  reload: '重新载入',
  signIn: '重新登录',
};

const en: typeof zh = {
  title: 'It did not work',
  network:
    'The connection was lost and no answer came. Check the network and try again; nothing is done twice.',
  unexpected: 'The page failed. Please load it again.',
  signInAgain: 'Your sign-in has run out. Please sign in again; what you typed is kept.',
  number: (correlationId) => `Tell the administrator this number: ${correlationId}`,
  retry: 'Try again',
  reload: 'Load again',
  signIn: 'Sign in again',
};

/** What is said when something did not work, Chinese first. */
export const problemMessages: Record<Language, typeof zh> = { zh, en };
