import type { FieldProblem } from '../../../domain/errors.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { controlId, problemText } from './editor-context.ts';

/** What is missing or does not fit together, each a link to its place; the same words stand there. */
export function ProblemList({ problems }: { problems: readonly FieldProblem[] }) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  return (
    <section className="card" aria-labelledby="problems">
      <h2 id="problems">
        <span role="status">
          {problems.length === 0 ? words.complete : words.problemsTitle(problems.length)}
        </span>
      </h2>
      {problems.length > 0 && (
        <ul className="problems">
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.reason}`}>
              <a
                href={`#${controlId(problem.path)}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusOn(problem.path);
                }}
              >
                {placeText(problem.path, words)}
              </a>{' '}
              {problemText(problem, language)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Moves to the control at a place, or to the nearest part around it that has one. */
function focusOn(path: string): void {
  for (let place = path; place; place = place.slice(0, Math.max(0, place.lastIndexOf('.')))) {
    const control = document.getElementById(controlId(place));
    if (!control) continue;
    control.focus();
    control.scrollIntoView({ block: 'center' });
    return;
  }
}

/** Where a place is, in words: the part it belongs to. */
function placeText(path: string, words: (typeof policyMessages)['zh']): string {
  const [first = '', index, ...rest] = path.split('.');
  const number = Number(index) + 1;
  const last = rest.findLast((key) => Number.isNaN(Number(key)));
  const language = last === 'zh' || last === 'en' ? ` (${words.inLanguage[last]})` : '';
  switch (first) {
    case 'fields':
      return words.questionNumber(number) + language;
    case 'clauses':
      return words.clauseNumber(number) + language;
    case 'evidence':
      return Number.isNaN(number) ? words.sections.evidence : words.evidenceNumber(number) + language;
    case 'chain':
      return words.chain;
    case 'amount':
      return words.amount;
    case 'budgetFen':
      return words.budget;
    case 'window':
      return index === 'closesAt' ? words.closes : words.opens;
    case 'period':
      return words.period;
    case 'illustrative':
      return words.nature;
    case 'offered':
      return words.offered;
  }
  const named = [...words.textParts, ...words.termParts].find(([name]) => name === first)?.[1] ?? first;
  return index === 'zh' || index === 'en' ? words.languageOf(named, words.inLanguage[index]) : named;
}
