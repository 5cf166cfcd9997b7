import { Button } from 'antd';
import type { Fen } from '../../../domain/money.ts';
import type { Policy } from '../../../domain/subsidies/policy.ts';
import { type Simulation, simulatedResults } from '../../../domain/subsidies/simulation.ts';
import { formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { simulationMessages } from '../messages/simulation-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useSimulation } from './use-simulation.ts';

interface Props {
  policyId: string;
  published: Policy | undefined;
  /** The draft as it would be published, while it is complete and stored. */
  draft: Pick<Policy, 'clauses' | 'budgetFen'> | undefined;
}

/** What a version would do to the registered enterprises: how many qualify, what it costs, what stops the others. */
export function SimulationPanel({ policyId, published, draft }: Props) {
  const words = useWords(simulationMessages);
  const { soFar, of, error, running, start, stop } = useSimulation(policyId);
  const policy = of === 'draft' ? draft : published;
  const count = soFar ? enterprisesIn(soFar.simulation) : 0;
  return (
    <section className="card" aria-labelledby="simulation">
      <h2 id="simulation">{words.title}</h2>
      <p className="quiet">{words.intro}</p>
      <p className="part-buttons">
        <Button disabled={!draft || running} onClick={() => draft && start('draft', draft.clauses)}>
          {words.ofDraft}
        </Button>
        {published && (
          <Button disabled={running} onClick={() => start('published', published.clauses)}>
            {words.ofPublished(published.version)}
          </Button>
        )}
        {running && <Button onClick={stop}>{words.stop}</Button>}
      </p>
      {!draft && <p className="quiet">{words.draftOpen}</p>}
      {error && <ProblemNotice error={error} />}
      <div role="status">
        {running && <p>{words.running(count)}</p>}
        {soFar && !running && <p>{soFar.whole ? words.whole(count) : words.partial(count)}</p>}
      </div>
      {soFar && policy && count > 0 && (
        <>
          <Results simulation={soFar.simulation} budgetFen={policy.budgetFen} />
          <Clauses simulation={soFar.simulation} clauses={policy.clauses} />
        </>
      )}
    </section>
  );
}

function enterprisesIn({ results }: Simulation): number {
  return simulatedResults.reduce((sum, result) => sum + results[result].enterprises, 0);
}

function Results({ simulation: { results }, budgetFen }: { simulation: Simulation; budgetFen: Fen }) {
  const words = useWords(simulationMessages);
  const most = results.qualifies.amountFen + results['needs-review'].amountFen + results.unanswered.amountFen;
  const share = Math.round((most / budgetFen) * 100);
  return (
    <>
      <table className="plain-table">
        <caption className="hidden">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.result}</th>
            <th scope="col" className="number">
              {words.enterprises}
            </th>
            <th scope="col" className="number">
              {words.money}
            </th>
          </tr>
        </thead>
        <tbody>
          {simulatedResults.map((result) => (
            <tr key={result}>
              <th scope="row">
                {words.results[result]}
                {result !== 'stopped' && results[result].amountUnknown > 0 && (
                  <span className="under">{words.unknown(results[result].amountUnknown)}</span>
                )}
              </th>
              <td className="number">{results[result].enterprises}</td>
              <td className="number">{result === 'stopped' ? '—' : formatYuan(results[result].amountFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={most > budgetFen ? 'bad' : undefined}>
        {words.budget(formatYuan(most), formatYuan(budgetFen), share)}
        {most > budgetFen && ` ${words.over}`}
      </p>
    </>
  );
}

function Clauses({ simulation, clauses }: { simulation: Simulation; clauses: Policy['clauses'] }) {
  const words = useWords(simulationMessages);
  const language = useLanguage();
  return (
    <table className="plain-table">
      <caption className="hidden">{words.byClause}</caption>
      <thead>
        <tr>
          <th scope="col">{words.clause}</th>
          <th scope="col" className="number">
            {words.stops}
          </th>
          <th scope="col" className="number">
            {words.judged}
          </th>
          <th scope="col" className="number">
            {words.unanswered}
          </th>
        </tr>
      </thead>
      <tbody>
        {simulation.clauses.map((clause) => (
          <tr key={clause.clauseId}>
            <th scope="row">
              {clauses.find(({ id }) => id === clause.clauseId)?.text[language] ?? clause.clauseId}
            </th>
            <td className="number">{clause.fail}</td>
            <td className="number">{clause['needs-review']}</td>
            <td className="number">{clause.unanswered}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
