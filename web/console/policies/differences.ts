import type { PolicyContent } from '../../../domain/subsidies/policy-draft.ts';
import type { Language } from '../../../domain/words.ts';
import { formatDay, formatDeadline, formatYuan } from '../../ui/format.ts';
import { amountText, chainTexts, criterionText, questionText } from '../../ui/policy-text.ts';
import { type PolicyMessages, policyMessages } from '../messages/policy-messages.ts';

/** One statement of a policy, as its reader says it; the same statement of another version has the same key. */
interface Statement {
  key: string;
  label: string;
  text: string;
}

/** A statement that reads otherwise in the later version: new without `before`, gone without `after`. */
export interface Difference {
  key: string;
  label: string;
  before?: string;
  after?: string;
}

/** What a later content says otherwise than an earlier one, statement by statement, in the order of the later. */
export function differences(before: PolicyContent, after: PolicyContent, language: Language): Difference[] {
  const [earlier, later] = [statements(before, language), statements(after, language)];
  const said = new Map(earlier.map(({ key, text }) => [key, text]));
  const says = new Set(later.map(({ key }) => key));
  return [
    ...later.flatMap(({ key, label, text }): Difference[] => {
      const was = said.get(key);
      if (was === text) return [];
      return [{ key, label, ...(was === undefined ? {} : { before: was }), after: text }];
    }),
    ...earlier
      .filter(({ key }) => !says.has(key))
      .map(({ key, label, text }) => ({ key, label, before: text })),
  ];
}

/** Everything a content states that is written already. Questions, clauses and material keep their key wherever they move. */
function statements(content: PolicyContent, language: Language): Statement[] {
  const words = policyMessages[language];
  const { fields = [], clauses = [], evidence = [], chain, amount, window, budgetFen } = content;
  const other = language === 'zh' ? 'en' : 'zh';
  const both = (part: { zh?: string | undefined; en?: string | undefined } | undefined) =>
    [part?.[language], part?.[other]].filter(Boolean).join(' · ');
  const rows: [key: string, label: string, text: string | undefined][] = [
    ...words.textParts.map(([name, label]): [string, string, string] => [name, label, both(content[name])]),
    ['illustrative', words.nature, content.illustrative === undefined ? '' : natureText(content, words)],
    [
      'offered',
      words.offered,
      content.offered === undefined ? '' : words.yesNo[content.offered ? 'yes' : 'no'],
    ],
    ['budget', words.budget, budgetFen === undefined ? '' : formatYuan(budgetFen)],
    ['opens', words.opens, window?.opensAt && formatDay(window.opensAt, language)],
    ['closes', words.closes, window?.closesAt && formatDeadline(window.closesAt, language)],
    ['period', words.period, content.period],
    ['amount', words.amount, amount && amountText(amount, fields, language)],
    ['chain', words.chain, chain && chainTexts(chain, language).join('\n')],
    ...words.termParts.map(([name, label]): [string, string, string] => [
      name,
      label,
      content[name] === undefined ? '' : words.days(content[name]),
    ]),
    ...fields.map((field, index): [string, string, string] => [
      `field ${field.id ?? index}`,
      words.questionNamed(field.label?.[language] || field.id || String(index + 1)),
      [both(field.label), both(field.hint), questionText(field, language)].filter(Boolean).join('\n'),
    ]),
    ...clauses.map(({ id, text, test }, index): [string, string, string] => [
      `clause ${id ?? index}`,
      words.clauseNamed(text?.[language] || id || String(index + 1)),
      [both(text), test && criterionText(test, fields, language)].filter(Boolean).join('\n'),
    ]),
    ...evidence.map(({ id, label, required }, index): [string, string, string] => [
      `evidence ${id ?? index}`,
      words.evidenceNamed(label?.[language] || id || String(index + 1)),
      [both(label), required ? words.required : words.optional].join('\n'),
    ]),
  ];
  return rows.flatMap(([key, label, text]) => (text ? [{ key, label, text }] : []));
}

function natureText({ illustrative }: PolicyContent, words: PolicyMessages): string {
  return illustrative ? words.illustrative : words.real;
}
