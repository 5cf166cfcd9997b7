import { useState } from 'react';
import { amountOf } from '../../../domain/subsidies/amount.ts';
import type { Policy } from '../../../domain/subsidies/policy.ts';
import { formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { ChoicePlace, NumberPlace } from './controls.tsx';
import { QuestionChoice } from './criterion-part.tsx';
import { useEditor, usePlace } from './editor-context.ts';
import { Parts } from './parts.tsx';

/** How the amount follows from the answers, and what that comes to for a number of one's own. */
export function AmountSection() {
  const words = useWords(policyMessages);
  const { value, set } = usePlace('amount');
  const amount = value as { kind: Policy['amount']['kind'] } | undefined;
  return (
    <>
      <ChoicePlace
        at="amount.kind"
        label={words.kind}
        options={Object.entries(words.amountKinds)}
        onChoose={(kind) => set(kind === 'tiers' ? { kind, tiers: [] } : { kind })}
      />
      {amount?.kind === 'fixed' && (
        <NumberPlace at="amount.fen" label={`${words.amount} (${words.yuan})`} fen />
      )}
      {amount && amount.kind !== 'fixed' && (
        <QuestionChoice
          at="amount.field"
          label={words.question}
          kinds={[amount.kind === 'share' ? 'money' : 'integer']}
        />
      )}
      {(amount?.kind === 'share' || amount?.kind === 'per-head') && (
        <div className="pair">
          {amount.kind === 'share' ? (
            <NumberPlace at="amount.percent" label={words.percent} />
          ) : (
            <NumberPlace at="amount.fenEach" label={`${words.each} (${words.yuan})`} fen />
          )}
          <NumberPlace at="amount.capFen" label={`${words.cap} (${words.yuan})`} fen />
        </div>
      )}
      {amount?.kind === 'tiers' && (
        <Parts at="amount.tiers" of="tiers" nameOf={words.tier} fresh={() => ({})}>
          {(tier) => (
            <div className="pair">
              <NumberPlace at={`${tier}.atLeast`} label={words.atLeast} />
              <NumberPlace at={`${tier}.fen`} label={`${words.amount} (${words.yuan})`} fen />
            </div>
          )}
        </Parts>
      )}
      {amount && amount.kind !== 'fixed' && <Example />}
    </>
  );
}

/** The formula at work on one number, while it is complete. */
function Example() {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const { content, problems } = useEditor();
  const [typed, setTyped] = useState('100');
  const amount = content.amount as Extract<Policy['amount'], { field: string }>;
  const question = content.fields?.find(({ id }) => id === amount.field);
  const open = problems.some(({ path }) => path.startsWith('amount.')) || !question;
  const base = Math.round(Number(typed) * (question?.kind === 'money' ? 100 : 1));
  const fen = open ? undefined : amountOf({ amount }, { [amount.field]: base });
  return (
    <section className="example" aria-label={words.example}>
      <h3>{words.example}</h3>
      {open ? (
        <p className="quiet">{words.exampleOpen}</p>
      ) : (
        <p>
          <label>
            {words.exampleFor(question.label?.[language] || amount.field)}{' '}
            <input
              className="text-field short"
              inputMode="decimal"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
          {question.kind === 'money'
            ? words.yuan
            : (question.kind === 'integer' && question.unit?.[language]) || ''}
          {' → '}
          <output className="amount">{fen === undefined ? '—' : words.exampleResult(formatYuan(fen))}</output>
        </p>
      )}
    </section>
  );
}
