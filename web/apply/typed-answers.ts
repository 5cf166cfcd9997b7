import type { Answers } from '../../domain/subsidies/answers.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';

/** What stands in the controls: text as typed, or a tick. */
export type Typed = Record<string, string | boolean>;

/**
 * An answer from what was typed: full-width digits, thousands separators and blanks are understood; yuan become fen
 * without fractions on the way. What cannot be read stays text, and the check says so.
 * @returns undefined for nothing typed
 */
export function answerOf(
  field: PolicyField,
  typed: string | boolean | undefined,
): Answers[string] | undefined {
  if (typed === undefined || typed === '') return undefined;
  if (typeof typed === 'boolean') return typed;
  const text = typed.normalize('NFKC').trim();
  const digits = text.replace(/[,\s¥￥元]/g, '');
  switch (field.kind) {
    case 'integer':
      return /^-?\d{1,12}$/.test(digits) ? Number(digits) : text;
    case 'money': {
      const [, yuan, fen = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(digits) ?? [];
      return yuan ? Number(yuan) * 100 + Number(fen.padEnd(2, '0')) : text;
    }
    case 'text':
      return typed;
    default:
      return text;
  }
}

/** The answers typed so far. */
export function answersOf(fields: readonly PolicyField[], typed: Typed): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const answer = answerOf(field, typed[field.id]);
      return answer === undefined ? [] : [[field.id, answer]];
    }),
  );
}

/** What stands in the controls for stored answers. */
export function typedOf(
  fields: readonly PolicyField[],
  answers: Record<string, Answers[string] | undefined>,
): Typed {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | boolean][] => {
      const answer = answers[field.id];
      if (answer === undefined) return [];
      if (typeof answer === 'boolean') return [[field.id, answer]];
      const isMoney = field.kind === 'money' && typeof answer === 'number';
      return [
        [
          field.id,
          isMoney ? `${Math.trunc(answer / 100)}.${String(answer % 100).padStart(2, '0')}` : String(answer),
        ],
      ];
    }),
  );
}
