import type { SimulatedResult } from '../../../domain/subsidies/simulation.ts';
import type { Language } from '../../../domain/words.ts';

const zh = {
  title: '模拟',
  intro: '按登记企业的企业档案逐条判定，承诺视为已作出。档案里没有的内容计为“待填写”。',
  ofDraft: '模拟草稿',
  ofPublished: (version: number) => `模拟现行第 ${version} 版`,
  stop: '停止',
  draftOpen: '草稿填写完整并保存后可以模拟。',
  running: (count: number) => `正在模拟，已判定 ${count} 家…`,
  whole: (count: number) =>
    count === 0 ? '还没有企业填写企业档案，暂时无从模拟。' : `已判定全部 ${count} 家登记企业。`,
  partial: (count: number) => `只判定了前 ${count} 家登记企业，并非全部；以下数字不完整。`,
  result: '结果',
  enterprises: '企业',
  money: '金额',
  results: {
    qualifies: '符合全部条件',
    'needs-review': '需人工核查',
    unanswered: '尚有内容待填写',
    stopped: '不符合条件',
  } satisfies Record<SimulatedResult, string>,
  unknown: (count: number) => `其中 ${count} 家的金额要等填报后才知道，未计入`,
  budget: (most: string, budget: string, share: number) =>
    `若前三类全部获批，共 ${most}，占预算 ${budget} 的 ${share}%。`,
  over: '超出预算。',
  byClause: '各条件的影响',
  clause: '条件',
  stops: '不符合',
  judged: '需核查',
  unanswered: '待填写',
};

const en: typeof zh = {
  title: 'Simulation',
  intro:
    'Each registered enterprise is judged by what its profile states; declarations count as given. What no profile states counts as not answered.',
  ofDraft: 'Simulate the draft',
  ofPublished: (version) => `Simulate version ${version} in force`,
  stop: 'Stop',
  draftOpen: 'A draft that is complete and saved can be simulated.',
  running: (count) => `Simulating, ${count} enterprises so far…`,
  whole: (count) =>
    count === 0
      ? 'No enterprise has stated its profile yet, so there is nothing to simulate on.'
      : `All ${count} registered enterprises were judged.`,
  partial: (count) =>
    `Only the first ${count} registered enterprises were judged, not all; these figures are incomplete.`,
  result: 'Result',
  enterprises: 'Enterprises',
  money: 'Amount',
  results: {
    qualifies: 'Meet every condition',
    'needs-review': 'Need an officer’s review',
    unanswered: 'Have something to answer yet',
    stopped: 'Do not qualify',
  },
  unknown: (count) => `of ${count} the amount is known only when they apply, and is not counted`,
  budget: (most, budget, share) =>
    `If all of the first three were approved: ${most}, ${share}% of the budget of ${budget}.`,
  over: 'More than the budget.',
  byClause: 'What each condition does',
  clause: 'Condition',
  stops: 'Not met',
  judged: 'To review',
  unanswered: 'Not answered',
};

/** The words of simulating a policy, Chinese first. */
export const simulationMessages: Record<Language, typeof zh> = { zh, en };
