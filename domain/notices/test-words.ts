import type { Bilingual } from '../words.ts';

/** What a person sends himself to try a channel. */
export const testWords: Bilingual = {
  zh: '【复工通】这是一条测试消息：通知可以送达这里。',
  en: '[Fugong] This is a test: notices reach you here.',
};
