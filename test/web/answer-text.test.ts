import { describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { answerText, findingText } from '../../web/ui/answer-text.ts';

const words = { unanswered: '未填', yes: '已承诺', no: '未承诺' };
const bus = policyOf('chartered-bus');
const textOf = (id: string, answer: string | number | boolean | undefined, language: 'zh' | 'en' = 'zh') => {
  const field = bus.fields.find((one) => one.id === id);
  if (!field) throw new Error(`no field ${id}`);
  return answerText(field, answer, language, words);
};

describe('an answer as its reviewer reads it', () => {
  it('shows fen as yuan', () => {
    expect(textOf('charterCost', 12_345_600)).toBe('¥123,456.00');
  });

  it('shows a number with its unit and an option by its label, in the language of the reader', () => {
    expect(textOf('workersCarried', 1042, 'en')).toBe('1,042 people');
    expect(textOf('origin', 'province')).toBe('河南省内');
    expect(textOf('origin', 'province', 'en')).toBe('Inside Henan');
  });

  it('tells a declaration not given from one given, and from none', () => {
    expect(textOf('truthful', true)).toBe('已承诺');
    expect(textOf('truthful', false)).toBe('未承诺');
    expect(textOf('truthful', undefined)).toBe('未填');
  });

  it('shows the value of a finding like the answer that it looked at', () => {
    const finding = {
      clauseId: 'from-outside-the-city',
      text: { zh: '从郑州市外接回', en: 'The workers came from outside Zhengzhou' },
      result: 'pass',
      value: 'elsewhere',
      source: 'answer',
    } as const;
    expect(findingText(finding, bus, 'zh', words)).toBe('省外');
  });
});
