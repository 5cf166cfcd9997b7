import type { Draft } from '../../../domain/drafting.ts';
import type { Policy } from '../../../domain/subsidies/policy.ts';
import { type StageId, stageIds } from '../../../domain/subsidies/review.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { NumberPlace } from './controls.tsx';
import { controlId, useEditor, usePlace } from './editor-context.ts';

/** The stages in the order of the workflow: two that every application goes through, and finance where it is asked for. */
export function ChainSection() {
  const words = useWords(policyMessages);
  const names = useWords(domainWords).stages;
  const { locked } = useEditor();
  const { value, error, set } = usePlace('chain');
  const chain = (value ?? []) as Draft<Policy['chain']>;
  const always: readonly StageId[] = ['officeAcceptance', 'bureauReview'];
  const finance = chain.some(({ stage }) => stage === 'financeCheck');
  const links = stageIds.filter((stage) => always.includes(stage) || finance);
  // A draft that has no stages yet gets those that every chain has, as soon as one of them is filled in.
  const linkOf = (stage: StageId) => chain.find((link) => link.stage === stage) ?? { stage };
  const complete = links.every((stage, index) => chain[index]?.stage === stage);
  return (
    <div id={controlId('chain')} tabIndex={-1}>
      {!complete && !locked && (
        <p>
          <button type="button" className="link" onClick={() => set(links.map(linkOf))}>
            {always.map((stage) => names[stage]).join(' → ')}
          </button>
        </p>
      )}
      {error && <p className="field-error">{error}</p>}
      {complete &&
        links.map((stage, index) => (
          <fieldset key={stage}>
            <legend>{names[stage]}</legend>
            <NumberPlace at={`chain.${index}.workingDays`} label={words.stageDays(names[stage])} />
            {stage === 'financeCheck' && (
              <NumberPlace at={`chain.${index}.aboveFen`} label={words.financeAbove} fen />
            )}
            <Judges at={`chain.${index}.judges`} stage={names[stage]} />
          </fieldset>
        ))}
      {complete && (
        <label className="tick">
          <input
            type="checkbox"
            checked={finance}
            disabled={locked}
            onChange={({ target }) =>
              set([
                ...always.map(linkOf),
                ...(target.checked ? [{ stage: 'financeCheck', workingDays: 3 }] : []),
              ])
            }
          />
          {words.finance}
        </label>
      )}
    </div>
  );
}

/** The questions a stage judges: all of them, or those ticked; a correction of others leaves the stage finished. */
function Judges({ at, stage }: { at: string; stage: string }) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const { content, locked, problems } = useEditor();
  const { value, set } = usePlace(at);
  const chosen = Array.isArray(value) ? (value as string[]) : undefined;
  const asked = (content.fields ?? []).flatMap(({ id, label }): [string, string][] =>
    id ? [[id, label?.[language] || id]] : [],
  );
  const gone = (chosen ?? []).filter((id) => asked.every(([other]) => other !== id));
  const wrong = problems.some(({ path }) => path.startsWith(at));
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          id={controlId(at)}
          checked={chosen === undefined}
          disabled={locked}
          onChange={({ target }) => set(target.checked ? undefined : asked.map(([id]) => id))}
        />
        {words.judgesAll(stage)}
      </label>
      {chosen && (
        <fieldset className={wrong ? 'wrong' : undefined}>
          <legend>{words.judges(stage)}</legend>
          {[...asked, ...gone.map((id): [string, string] => [id, id])].map(([id, label]) => (
            <label key={id} className="tick">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                disabled={locked}
                onChange={({ target }) =>
                  set(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              {label}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
