import type { Language } from '../../domain/words.ts';

const zh = {
  title: '政策汇编',
  intro: '现行全部惠企政策，条件、金额、材料和流程都在这里。扫码随时查看最新版本。',
  link: '政策汇编（可打印、可订阅）',
  print: '打印折页',
  feed: '订阅更新（JSON Feed）',
  contents: '目录',
  qr: '政策汇编二维码',
  scan: '微信、支付宝扫码查看与申报',
  term: '申报时间',
  days: (from: string, to: string) => `${from} 至 ${to}`,
  version: (number: number, day: string) => `第 ${number} 版，${day} 发布`,
  mustAttach: (label: string) => `${label}（必须上传）`,
};

const en: typeof zh = {
  title: 'Compendium of policies',
  intro:
    'Every policy in force with its conditions, amount, evidence and way. Scan the code for the newest version at any time.',
  link: 'Compendium of policies (to print, to subscribe to)',
  print: 'Print the leaflet',
  feed: 'Subscribe (JSON Feed)',
  contents: 'Contents',
  qr: 'QR code of the compendium',
  scan: 'Scan to read and to apply',
  term: 'Applications',
  days: (from, to) => `${from} to ${to}`,
  version: (number, day) => `Version ${number}, published ${day}`,
  mustAttach: (label) => `${label} (has to be attached)`,
};

/** The words of the compendium, Chinese first. */
export const compendiumMessages: Record<Language, typeof zh> = { zh, en };
