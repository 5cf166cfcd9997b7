import type { PolicyField } from '../../domain/subsidies/policy.ts';
import type { Language } from '../../domain/words.ts';

const zh = {
  open: '…',
  comma: '、',
  semicolon: '；',
  slash: ' / ',
  quoted: (label: string) => `“${label}”`,
  bracketed: (text: string) => `（${text}）`,
  joined: { all: ' 且 ', any: ' 或 ' },
  before: (question: string, day: string) => `${question}早于 ${day}`,
  notBefore: (question: string, day: string) => `${question}不早于 ${day}`,
  atLeast: (question: string, value: string) => `${question}不少于 ${value}`,
  atMost: (question: string, value: string) => `${question}不超过 ${value}`,
  shareAtLeast: (part: string, whole: string, percent: number | string) =>
    `${part}不低于${whole}的 ${percent}%`,
  oneOf: (question: string, options: string) => `${question}为 ${options}`,
  committed: (question: string) => `已承诺${question}`,
  registered: '在本区登记注册',
  judged: '由工作人员核查',
  amountFixed: (yuan: string) => `一次性 ${yuan}`,
  amountShare: (base: string, percent: number | string, cap: string) => `${base}的 ${percent}%，最高 ${cap}`,
  amountPerHead: (counted: string, unit: string, each: string, cap: string) =>
    `按${counted}，每${unit || '单位'} ${each}，最高 ${cap}`,
  amountTier: (counted: string, atLeast: string, yuan: string) => `${counted}达到 ${atLeast}：${yuan}`,
  stage: (stage: string, days: number | string) => `${stage}：${days} 个工作日内`,
  above: (yuan: string) => `（金额超过 ${yuan} 时）`,
  questionKinds: {
    date: '日期',
    integer: '整数',
    money: '金额',
    text: '文字',
    choice: '单选',
    commitment: '承诺',
  } satisfies Record<PolicyField['kind'], string>,
};

const en: typeof zh = {
  open: '…',
  comma: ', ',
  semicolon: '; ',
  slash: ' / ',
  quoted: (label) => `“${label}”`,
  bracketed: (text) => `(${text})`,
  joined: { all: ' and ', any: ' or ' },
  before: (question, day) => `${question} before ${day}`,
  notBefore: (question, day) => `${question} on ${day} or later`,
  atLeast: (question, value) => `${question} at least ${value}`,
  atMost: (question, value) => `${question} at most ${value}`,
  shareAtLeast: (part, whole, percent) => `${part} at least ${percent}% of ${whole}`,
  oneOf: (question, options) => `${question} is one of ${options}`,
  committed: (question) => `${question} is declared`,
  registered: 'registered in the zone',
  judged: 'judged by an officer',
  amountFixed: (yuan) => `${yuan} once`,
  amountShare: (base, percent, cap) => `${percent}% of ${base}, at most ${cap}`,
  amountPerHead: (counted, _unit, each, cap) => `${each} for each of ${counted}, at most ${cap}`,
  amountTier: (counted, atLeast, yuan) => `${counted}, ${atLeast} or more: ${yuan}`,
  stage: (stage, days) => `${stage}: within ${days} working days`,
  above: (yuan) => ` (for amounts above ${yuan})`,
  questionKinds: {
    date: 'Day',
    integer: 'Whole number',
    money: 'Amount of money',
    text: 'Text',
    choice: 'One of several',
    commitment: 'Declaration',
  },
};

/** How a policy's statements read in words, Chinese first: in the compendium, in a comparison, in the editor. */
export const policyWords: Record<Language, typeof zh> = { zh, en };
