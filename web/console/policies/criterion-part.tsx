import type { Draft } from '../../../domain/drafting.ts';
import type { Condition, Criterion } from '../../../domain/subsidies/clause.ts';
import type { PolicyField } from '../../../domain/subsidies/policy.ts';
import { criterionText } from '../../ui/policy-text.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { ChoicePlace, DayPlace, NumberPlace } from './controls.tsx';
import { controlId, useEditor, usePlace } from './editor-context.ts';
import { Parts } from './parts.tsx';

/** Groups within groups: three deep are more than any rule in words can bear, and as deep as a request may nest. */
const DEEPEST = 2;

/** The kinds of question each condition rests on. */
const restsOn: Partial<Record<Condition['kind'], readonly PolicyField['kind'][]>> = {
  before: ['date'],
  'not-before': ['date'],
  'at-least': ['integer', 'money'],
  'at-most': ['integer', 'money'],
  'share-at-least': ['integer', 'money'],
  'one-of': ['choice'],
  committed: ['commitment'],
};

/** What a clause asks: a condition, or all or any of several, to any sensible depth; read back in words. */
export function CriterionPart({ at, depth = 0 }: { at: string; depth?: number }) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const { content } = useEditor();
  const { value, set } = usePlace(at);
  const test = value as Draft<Criterion> | undefined;
  const kinds = Object.entries(words.testKinds).filter(
    ([kind]) => depth < DEEPEST || (kind !== 'all' && kind !== 'any'),
  );
  return (
    <>
      <ChoicePlace
        at={`${at}.kind`}
        label={words.test}
        options={kinds}
        onChoose={(kind) => {
          const group = kind === 'all' || kind === 'any';
          const kept = test && 'criteria' in test ? test.criteria : undefined;
          set(group ? { kind, criteria: kept ?? [] } : { kind });
        }}
      />
      {test && 'criteria' in test && (
        <Parts
          at={`${at}.criteria`}
          of="criteria"
          nameOf={words.part}
          fresh={() => ({ kind: 'judged-by-officer' })}
        >
          {(part) => <CriterionPart at={part} depth={depth + 1} />}
        </Parts>
      )}
      {test && !('criteria' in test) && <ConditionPart at={at} test={test as Draft<Condition>} />}
      {test && depth === 0 && (
        <p className="quiet reads">{words.reads(criterionText(test, content.fields ?? [], language))}</p>
      )}
    </>
  );
}

function ConditionPart({ at, test }: { at: string; test: Draft<Condition> }) {
  const words = useWords(policyMessages);
  const { content } = useEditor();
  const field = 'field' in test ? test.field : undefined;
  const isMoney = content.fields?.find(({ id }) => id === field)?.kind === 'money';
  const kinds = restsOn[test.kind];
  if (!kinds) return null;
  return (
    <>
      <QuestionChoice at={`${at}.field`} label={words.question} kinds={kinds} />
      {(test.kind === 'before' || test.kind === 'not-before') && (
        <DayPlace at={`${at}.day`} label={words.day} />
      )}
      {(test.kind === 'at-least' || test.kind === 'at-most') && (
        <NumberPlace
          at={`${at}.value`}
          label={isMoney ? `${words.value} (${words.yuan})` : words.value}
          fen={isMoney}
        />
      )}
      {test.kind === 'share-at-least' && (
        <div className="pair">
          <QuestionChoice at={`${at}.of`} label={words.wholeOf} kinds={kinds} />
          <NumberPlace at={`${at}.percent`} label={words.percent} />
        </div>
      )}
      {test.kind === 'one-of' && <OptionChoice at={`${at}.values`} field={field} />}
    </>
  );
}

/** One of the form's questions, of the kinds that fit. */
export function QuestionChoice({
  at,
  label,
  kinds,
}: {
  at: string;
  label: string;
  kinds: readonly PolicyField['kind'][];
}) {
  const language = useLanguage();
  const { content } = useEditor();
  const options = (content.fields ?? []).flatMap(({ kind, id, label: words }): [string, string][] =>
    id && kinds.includes(kind) ? [[id, words?.[language] || id]] : [],
  );
  return <ChoicePlace at={at} label={label} options={options} />;
}

function OptionChoice({ at, field }: { at: string; field: string | undefined }) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const { content } = useEditor();
  const { value, error, locked, set } = usePlace(at);
  const question = content.fields?.find(({ id }) => id === field);
  const options = question?.kind === 'choice' ? (question.options ?? []) : [];
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <fieldset id={controlId(at)} tabIndex={-1}>
      <legend>{words.options}</legend>
      {options.map(({ value: option = '', label }) => (
        <label key={option} className="tick">
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            disabled={locked}
            onChange={({ target }) =>
              set(target.checked ? [...chosen, option] : chosen.filter((one) => one !== option))
            }
          />
          {label?.[language] || option}
        </label>
      ))}
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  );
}
