import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { type PolicyMessages, policyMessages } from '../messages/policy-messages.ts';
import { partsAt, withoutPart, withPart, withPartMoved } from './content-path.ts';
import { controlId, problemText, useEditor } from './editor-context.ts';

interface Props {
  /** Place of the list in the content. */
  at: string;
  /** What is in the list; the button that adds to it is named after it. */
  of: keyof PolicyMessages['add'];
  /** A new part, given the number of it. */
  fresh: (number: number) => unknown;
  nameOf: (number: number) => string;
  children: (at: string) => ReactNode;
}

/** A list of parts that are added, moved and removed; the list itself carries what is wrong with it as a whole. */
export function Parts({ at, of, fresh, nameOf, children }: Props) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const { content, problems, locked, change } = useEditor();
  const parts = partsAt(content, at);
  const wrong = problems.filter(({ path }) => path === at);
  return (
    <div className="parts" id={controlId(at)} tabIndex={-1}>
      {parts.length === 0 && <p className="quiet">{words.none}</p>}
      {parts.map((_, index) => {
        const name = nameOf(index + 1);
        const place = [at, index].join('.');
        const mine = problems.find(({ path }) => path === place);
        return (
          // Parts have no name that outlives their editing; their place is what they are known by.
          <fieldset key={place} id={controlId(place)} tabIndex={-1}>
            <legend>{name}</legend>
            {mine && <p className="field-error">{problemText(mine, language)}</p>}
            {children(place)}
            {!locked && (
              <p className="part-buttons">
                {index > 0 && (
                  <Button
                    size="small"
                    aria-label={words.up(name)}
                    onClick={() => change((before) => withPartMoved(before, at, index, -1))}
                  >
                    {words.upShort}
                  </Button>
                )}
                {index < parts.length - 1 && (
                  <Button
                    size="small"
                    aria-label={words.down(name)}
                    onClick={() => change((before) => withPartMoved(before, at, index, 1))}
                  >
                    {words.downShort}
                  </Button>
                )}
                <Button
                  size="small"
                  danger
                  aria-label={words.remove(name)}
                  onClick={() => change((before) => withoutPart(before, at, index))}
                >
                  {words.removeShort}
                </Button>
              </p>
            )}
          </fieldset>
        );
      })}
      {wrong.map((problem) => (
        <p key={problem.reason} className="field-error">
          {problemText(problem, language)}
        </p>
      ))}
      {!locked && (
        <Button onClick={() => change((before) => withPart(before, at, fresh(parts.length + 1)))}>
          {words.add[of]}
        </Button>
      )}
    </div>
  );
}
