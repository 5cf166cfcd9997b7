import { describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { answerText, seenTexts } from '../../web/ui/answer-text.ts';

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

  it('shows the value of a finding like the answer that it looked at, and an office by its name', () => {
    const origin = { source: 'answer', field: 'origin', value: 'elsewhere' } as const;
    const office = { source: 'registry', value: 'logistics-park' } as const;
    expect(seenTexts({ seen: [origin] }, bus, 'zh', words)).toEqual([{ source: 'answer', text: '省外' }]);
    expect(seenTexts({ seen: [office] }, bus, 'en', words)).toEqual([
      { source: 'registry', text: 'Logistics Park (illustrative)' },
    ]);
  });

  it('puts several values behind their questions, and leaves out what nobody has answered', () => {
    const seen = [
      { source: 'answer', field: 'workersCarried', value: 12 },
      { source: 'answer', field: 'charterCost' },
      { source: 'officer' },
    ] as const;
    expect(seenTexts({ seen: [...seen] }, bus, 'zh', words)).toEqual([
      { source: 'answer', text: '接回员工人数 12 人' },
    ]);
  });
});
