import type { Draft } from '../../domain/drafting.ts';
import type { Criterion } from '../../domain/subsidies/clause.ts';
import type { Policy, PolicyField } from '../../domain/subsidies/policy.ts';
import type { Language } from '../../domain/words.ts';
import { formatDay, formatYuan } from './format.ts';
import { policyWords } from './policy-words.ts';
import { domainWords } from './words.ts';

type Questions = readonly Draft<PolicyField>[];

/** A criterion in words, nested ones in brackets; what is not written yet is `…`. */
export function criterionText(test: Draft<Criterion>, questions: Questions, language: Language): string {
  const words = policyWords[language];
  if ('criteria' in test) {
    const parts = (test.criteria ?? []).map((part) => {
      const text = criterionText(part, questions, language);
      return 'criteria' in part ? words.bracketed(text) : text;
    });
    return parts.join(words.joined[test.kind]);
  }
  const question = (id: string | undefined) => labelOf(questions, id, language);
  const number = (field: string | undefined, value: number | undefined) => {
    if (value === undefined) return words.open;
    return questions.find(({ id }) => id === field)?.kind === 'money'
      ? formatYuan(value)
      : value.toLocaleString('en');
  };
  switch (test.kind) {
    case 'before':
      return words.before(question(test.field), test.day ? formatDay(test.day, language) : words.open);
    case 'not-before':
      return words.notBefore(question(test.field), test.day ? formatDay(test.day, language) : words.open);
    case 'at-least':
      return words.atLeast(question(test.field), number(test.field, test.value));
    case 'at-most':
      return words.atMost(question(test.field), number(test.field, test.value));
    case 'share-at-least':
      return words.shareAtLeast(question(test.field), question(test.of), test.percent ?? words.open);
    case 'one-of': {
      const field = questions.find(({ id }) => id === test.field);
      const options = field?.kind === 'choice' ? (field.options ?? []) : [];
      const names = (test.values ?? []).map(
        (value) => options.find((option) => option.value === value)?.label?.[language] || value,
      );
      return words.oneOf(question(test.field), names.join(words.comma) || words.open);
    }
    case 'committed':
      return words.committed(question(test.field));
    case 'registered-in-zone':
      return words.registered;
    case 'judged-by-officer':
      return words.judged;
  }
  return words.open;
}

/** How the amount follows from the answers, in words. */
export function amountText(
  amount: Draft<Policy['amount']> | undefined,
  questions: Questions,
  language: Language,
): string {
  const words = policyWords[language];
  if (!amount) return words.open;
  const yuan = (fen: number | undefined) => (fen === undefined ? words.open : formatYuan(fen));
  if (amount.kind === 'fixed') return words.amountFixed(yuan(amount.fen));
  const counted = labelOf(questions, amount.field, language);
  const question = questions.find(({ id }) => id === amount.field);
  const unit = (question?.kind === 'integer' && question.unit?.[language]) || '';
  switch (amount.kind) {
    case 'share':
      return words.amountShare(counted, amount.percent ?? words.open, yuan(amount.capFen));
    case 'per-head':
      return words.amountPerHead(counted, unit, yuan(amount.fenEach), yuan(amount.capFen));
    case 'tiers':
      return (amount.tiers ?? [])
        .map(({ atLeast, fen }) =>
          words.amountTier(counted, `${atLeast ?? words.open} ${unit}`.trim(), yuan(fen)),
        )
        .join(words.semicolon);
  }
  return words.open;
}

/** The stages of a chain with their terms, in words. */
export function chainTexts(chain: Draft<Policy['chain']>, language: Language): string[] {
  const words = policyWords[language];
  return chain.map(({ stage, workingDays, aboveFen }) => {
    const name = stage ? domainWords[language].stages[stage] : words.open;
    const term = words.stage(name, workingDays ?? words.open);
    return aboveFen === undefined ? term : term + words.above(formatYuan(aboveFen));
  });
}

/** What kind of question it is and what may be answered, in words. */
export function questionText(field: Draft<PolicyField>, language: Language): string {
  const words = policyWords[language];
  const kind = words.questionKinds[field.kind];
  const range = (low: string | number | undefined, high: string | number | undefined) =>
    `${kind} ${low ?? words.open} – ${high ?? words.open}`;
  const yuan = (fen: number | undefined) => (fen === undefined ? undefined : formatYuan(fen));
  switch (field.kind) {
    case 'date':
    case 'integer':
      return range(field.min, field.max);
    case 'money':
      return range(yuan(field.minFen), yuan(field.maxFen));
    case 'text':
      return range(field.minLength, field.maxLength);
    case 'choice':
      return `${kind} ${(field.options ?? []).map(({ label }) => label?.[language] || words.open).join(words.slash)}`;
    case 'commitment':
      return kind;
  }
  return kind;
}

function labelOf(questions: Questions, fieldId: string | undefined, language: Language): string {
  const words = policyWords[language];
  const label = questions.find(({ id }) => id === fieldId)?.label?.[language];
  return words.quoted(label || fieldId || words.open);
}
