import { profileFacts } from '../../../domain/enterprises/profile.ts';
import type { PolicyField } from '../../../domain/subsidies/policy.ts';
import { policyWords } from '../../ui/policy-words.ts';
import { useWords } from '../../ui/react-language.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { BilingualPlace, ChoicePlace, DayPlace, NumberPlace, TextPlace, TickPlace } from './controls.tsx';
import { usePlace } from './editor-context.ts';
import { Parts } from './parts.tsx';

type Kind = PolicyField['kind'];
const answeredByProfile: readonly Kind[] = ['date', 'integer', 'choice'];

/** A question of the form: its kind, its words, and the bounds of its answer. */
export function QuestionPart({ at }: { at: string }) {
  const words = useWords(policyMessages);
  const kinds = useWords(policyWords).questionKinds;
  const { value, set } = usePlace(at);
  const { kind, id, label, hint } = value as Pick<PolicyField, 'kind' | 'id' | 'label' | 'hint'>;
  return (
    <>
      <div className="pair">
        <ChoicePlace
          at={`${at}.kind`}
          label={words.kind}
          options={Object.entries(kinds)}
          // Bounds are those of a kind; its words stay.
          onChoose={(next) => set({ kind: next, id, label, ...(hint ? { hint } : {}) })}
        />
        <TextPlace at={`${at}.id`} label={words.id} hint={words.questionIdHint} />
      </div>
      <BilingualPlace at={`${at}.label`} label={words.question} />
      <BilingualPlace at={`${at}.hint`} label={words.hint} />
      <Bounds at={at} kind={kind} />
      {answeredByProfile.includes(kind) && (
        <ChoicePlace
          at={`${at}.fromProfile`}
          label={words.fromProfile}
          none={words.notFromProfile}
          options={profileFacts.map((fact) => [fact, words.facts[fact]] as const)}
        />
      )}
    </>
  );
}

function Bounds({ at, kind }: { at: string; kind: Kind }) {
  const words = useWords(policyMessages);
  switch (kind) {
    case 'date':
      return (
        <div className="pair">
          <DayPlace at={`${at}.min`} label={words.earliest} />
          <DayPlace at={`${at}.max`} label={words.latest} />
        </div>
      );
    case 'integer':
      return (
        <>
          <BilingualPlace at={`${at}.unit`} label={words.unit} />
          <div className="pair">
            <NumberPlace at={`${at}.min`} label={words.min} />
            <NumberPlace at={`${at}.max`} label={words.max} />
          </div>
        </>
      );
    case 'money':
      return (
        <div className="pair">
          <NumberPlace at={`${at}.minFen`} label={`${words.min} (${words.yuan})`} fen />
          <NumberPlace at={`${at}.maxFen`} label={`${words.max} (${words.yuan})`} fen />
        </div>
      );
    case 'text':
      return (
        <>
          <div className="pair">
            <NumberPlace at={`${at}.minLength`} label={words.minLength} />
            <NumberPlace at={`${at}.maxLength`} label={words.maxLength} />
          </div>
          <TickPlace at={`${at}.multiline`} label={words.multiline} />
        </>
      );
    case 'choice':
      return (
        <Parts
          at={`${at}.options`}
          of="options"
          nameOf={words.option}
          fresh={(number) => ({ value: `option-${number}` })}
        >
          {(option) => (
            <>
              <TextPlace at={`${option}.value`} label={words.optionValue} />
              <BilingualPlace at={`${option}.label`} label={words.label} />
            </>
          )}
        </Parts>
      );
    case 'commitment':
      return null;
  }
}
