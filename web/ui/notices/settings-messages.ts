import type { ChannelId } from '../../../domain/notices/channels.ts';
import type { OutcomeOfSend } from '../../../domain/notices/settings.ts';
import type { Language } from '../../../domain/words.ts';

interface SettingsWords {
  title: string;
  intro: string;
  back: string;
  language: string;
  languages: Record<Language, string>;
  channels: Record<ChannelId, string>;
  hints: Record<ChannelId, string>;
  webhook: string;
  secret: string;
  number: string;
  isSet: (masked: string) => string;
  notSet: string;
  replace: string;
  remove: string;
  removed: string;
  keep: string;
  kinds: string;
  save: string;
  saved: string;
  wrong: string;
  fieldErrors: { webhook: string; secret: string; number: string; needed: string };
  test: string;
  testOf: (channel: string) => string;
  testing: string;
  saveFirst: string;
  noAnswer: string;
  last: (moment: string) => string;
  outcomes: Record<OutcomeOfSend, string>;
}

/** The words of the settings of notices, Chinese first. */
export const settingsMessages: Record<Language, SettingsWords> = {
  zh: {
    title: '通知方式',
    intro: '通知总会在站内收到。这里选择哪些通知同时发到群机器人或手机。',
    back: '返回通知',
    language: '消息语言',
    languages: { zh: '中文', en: 'English' },
    channels: { dingtalk: '钉钉群机器人', wecom: '企业微信群机器人', sms: '短信' },
    hints: {
      dingtalk: '在钉钉群里添加自定义机器人，安全设置选“加签”，把地址和密钥粘贴到这里。',
      wecom: '在企业微信群里添加群机器人，把地址粘贴到这里。',
      sms: '只发文字和受理编号，不含链接。',
    },
    webhook: '机器人地址（Webhook）',
    secret: '加签密钥（SEC 开头）',
    number: '手机号码',
    isSet: (masked) => `已设置，尾号 ${masked.replace(/^.*\*/, '')}`,
    notSet: '未设置',
    replace: '更换',
    remove: '删除',
    removed: '保存后删除',
    keep: '保留',
    kinds: '发送哪些通知',
    save: '保存',
    saved: '已保存。',
    wrong: '有内容需要修改',
    fieldErrors: {
      webhook: '请原样粘贴钉钉或企业微信给出的完整地址',
      secret: '请粘贴以 SEC 开头的加签密钥',
      number: '请填写 11 位手机号码',
      needed: '选择了通知，请先填写地址',
    },
    test: '发送测试消息',
    testOf: (channel) => `向${channel}发送测试消息`,
    testing: '正在发送…',
    saveFirst: '保存后可以发送测试消息。',
    noAnswer: '还没有结果，消息仍在排队，请稍后再看。',
    last: (moment) => `最近一次（${moment}）：`,
    outcomes: {
      sent: '已送达。',
      refused: '被拒绝，没有送达。请核对地址和密钥，或机器人是否已被删除。',
      limited: '发送过于频繁，正在排队，稍后自动送达。',
      unavailable: '暂时连不上，稍后自动重试。',
    },
  },
  en: {
    title: 'How to be told',
    intro: 'Every notice lies in your inbox. Choose here which ones also go to a group’s robot or a phone.',
    back: 'Back to the notices',
    language: 'Language of messages',
    languages: { zh: '中文', en: 'English' },
    channels: { dingtalk: 'DingTalk robot', wecom: 'WeCom robot', sms: 'SMS' },
    hints: {
      dingtalk:
        'Add a custom robot to a DingTalk group with the security setting “sign”, and paste its address and secret.',
      wecom: 'Add a robot to a WeCom group and paste its address.',
      sms: 'Text and receipt code only, no link.',
    },
    webhook: 'Address of the robot (webhook)',
    secret: 'Secret of the signature (begins with SEC)',
    number: 'Mobile number',
    isSet: (masked) => `Set, ending with ${masked.replace(/^.*\*/, '')}`,
    notSet: 'Not set',
    replace: 'Replace it',
    remove: 'Remove',
    removed: 'Removed when you save',
    keep: 'Keep it',
    kinds: 'Which notices',
    save: 'Save',
    saved: 'Saved.',
    wrong: 'Something has to be changed',
    fieldErrors: {
      webhook: 'Paste the whole address as DingTalk or WeCom shows it',
      secret: 'Paste the secret that begins with SEC',
      number: 'Type a mobile number of 11 digits',
      needed: 'Notices are chosen: fill in where they go to',
    },
    test: 'Send a test message',
    testOf: (channel) => `Send a test message by ${channel}`,
    testing: 'Sending…',
    saveFirst: 'Once it is saved you can send a test message.',
    noAnswer: 'No result yet; the message still waits in the queue. Look again in a while.',
    last: (moment) => `Last one (${moment}): `,
    outcomes: {
      sent: 'Delivered.',
      refused: 'Refused, not delivered. Check address and secret, and whether the robot still exists.',
      limited: 'Too many at once; it waits and goes out by itself.',
      unavailable: 'Not reachable for the moment; it is tried again by itself.',
    },
  },
};
