import type { Bilingual } from '../words.ts';

/** What can be wrong with a trail, in words; the only list. */
export const trailFaults = {
  unreadable: {
    zh: '这一行不是导出时写下的样子',
    en: 'this line is not as an export writes it',
  },
  content: {
    zh: '内容与其哈希不符，事件被改动',
    en: 'its content does not match its hash: the event was changed',
  },
  gap: { zh: '前面的事件缺失', en: 'events before it are missing' },
  repeated: { zh: '事件重复或次序颠倒', en: 'it is repeated, or out of order' },
  link: {
    zh: '与前一事件的哈希不相接，前一事件被替换',
    en: 'it does not link to the event before it: that one was replaced',
  },
  'other-record': {
    zh: '混入了另一记录的事件，本记录的结尾缺失',
    en: 'it is of another record, and the end of this one is missing',
  },
  'cut-off': {
    zh: '末尾的事件缺失：记录自身记得更多事件',
    en: 'the last events are missing: the record itself remembers more of them',
  },
  beyond: {
    zh: '多出事件：记录自身不知道这些事件',
    en: 'there are events of which the record itself knows nothing',
  },
  head: {
    zh: '最后事件的哈希与记录自身保存的不符',
    en: 'the hash of the last event is not the one that the record itself keeps',
  },
  count: {
    zh: '事件或记录的数目与结尾行不符',
    en: 'there are not as many events or records as the last line says',
  },
  digest: {
    zh: '记录链头的汇总哈希与结尾行不符，有记录被整条删去、添加或替换',
    en: 'the hash of all heads is not the one in the last line: a whole record was removed, added or replaced',
  },
  'no-start': { zh: '文件不以导出首行开始', en: 'the file does not begin with the line of an export' },
  'no-end': { zh: '文件没有结尾行，被截断', en: 'the file has no last line: it was cut off' },
  'after-end': { zh: '结尾行之后还有内容', en: 'something follows the last line' },
} as const satisfies Record<string, Bilingual>;
export type TrailFault = keyof typeof trailFaults;
