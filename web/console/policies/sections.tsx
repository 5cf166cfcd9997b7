import type { ReactNode } from 'react';
import { useWords } from '../../ui/react-language.ts';
import { type PolicyMessages, policyMessages } from '../messages/policy-messages.ts';
import { AmountSection } from './amount-section.tsx';
import { ChainSection } from './chain-section.tsx';
import { BilingualPlace, DayPlace, NumberPlace, TextPlace, TickPlace } from './controls.tsx';
import { CriterionPart } from './criterion-part.tsx';
import { Parts } from './parts.tsx';
import { QuestionPart } from './question-part.tsx';

type SectionId = keyof PolicyMessages['sections'];

/** Everything a policy states, in the order its readers meet it. */
export function Sections() {
  const words = useWords(policyMessages);
  const sections: Record<SectionId, ReactNode> = {
    texts: (
      <>
        {words.textParts.map(([name, label]) => (
          <BilingualPlace key={name} at={name} label={label} long={name !== 'title'} />
        ))}
        <TickPlace at="illustrative" label={words.illustrative} />
        <p className="quiet">{words.illustrativeHint}</p>
        <TickPlace at="offered" label={words.offered} />
      </>
    ),
    money: (
      <>
        <div className="pair">
          <NumberPlace at="budgetFen" label={`${words.budget} (${words.yuan})`} fen />
          <TextPlace at="period" label={words.period} hint={words.periodHint} />
          <DayPlace at="window.opensAt" label={words.opens} moment="opens" />
          <DayPlace at="window.closesAt" label={words.closes} moment="closes" />
        </div>
        <div className="pair">
          {words.termParts.map(([name, label]) => (
            <NumberPlace key={name} at={name} label={`${label} (${words.workingDays})`} />
          ))}
        </div>
      </>
    ),
    questions: (
      <Parts at="fields" of="fields" nameOf={words.questionNumber} fresh={() => ({ kind: 'integer' })}>
        {(at) => <QuestionPart at={at} />}
      </Parts>
    ),
    clauses: (
      <Parts
        at="clauses"
        of="clauses"
        nameOf={words.clauseNumber}
        fresh={(number) => ({ id: `clause-${number}`, test: { kind: 'judged-by-officer' } })}
      >
        {(at) => (
          <>
            <BilingualPlace at={`${at}.text`} label={words.clauseText} long />
            <TextPlace at={`${at}.id`} label={words.id} hint={words.clauseIdHint} />
            <CriterionPart at={`${at}.test`} />
          </>
        )}
      </Parts>
    ),
    amount: <AmountSection />,
    evidence: (
      <Parts
        at="evidence"
        of="evidence"
        nameOf={words.evidenceNumber}
        fresh={(number) => ({ id: `evidence${number}`, required: false })}
      >
        {(at) => (
          <>
            <BilingualPlace at={`${at}.label`} label={words.label} />
            <TextPlace at={`${at}.id`} label={words.id} hint={words.evidenceIdHint} />
            <TickPlace at={`${at}.required`} label={words.required} />
          </>
        )}
      </Parts>
    ),
    chain: <ChainSection />,
  };
  return (
    <>
      <nav aria-label={words.contents} className="contents">
        {Object.entries(words.sections).map(([id, name]) => (
          <a key={id} href={`#section-${id}`}>
            {name}
          </a>
        ))}
      </nav>
      {(Object.keys(sections) as SectionId[]).map((id) => (
        <section key={id} id={`section-${id}`} className="card" aria-labelledby={`heading-${id}`}>
          <h2 id={`heading-${id}`}>{words.sections[id]}</h2>
          {sections[id]}
        </section>
      ))}
    </>
  );
}
