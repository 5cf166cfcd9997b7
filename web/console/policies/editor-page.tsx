import { Alert, Button } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { contentProblems } from '../../../contract/policies.ts';
import type { Actor } from '../../../domain/identity.ts';
import type { Policy } from '../../../domain/subsidies/policy.ts';
import { contentOf } from '../../../domain/subsidies/policy-draft.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { Loading } from '../loading.tsx';
import { policyMessages } from '../messages/policy-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths } from '../screens.ts';
import { Comparison } from './comparison.tsx';
import { differences } from './differences.ts';
import { EditorContext } from './editor-context.ts';
import { ProblemList } from './problem-list.tsx';
import { Publication } from './publication.tsx';
import { Sections } from './sections.tsx';
import { SimulationPanel } from './simulation-panel.tsx';
import { usePolicyDraft } from './use-policy-draft.ts';

/** The draft of a policy: written, compared with what is in force, proposed and published. */
export default function EditorPage({ person }: { person: Actor }) {
  const { policyId = '' } = useParams();
  const words = useWords(policyMessages);
  return (
    <>
      <p className="back">
        <Link to={screenPaths.policies}>{words.back}</Link>
      </p>
      <Editor key={policyId} policyId={policyId} person={person} />
    </>
  );
}

function Editor({ policyId, person }: { policyId: string; person: Actor }) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const { draft, error, refetch, content, saving, change, save, settle, show } = usePolicyDraft(policyId);
  const shown = useDeferredValue(content);
  const problems = useMemo(() => contentProblems(shown), [shown]);
  const published = draft?.published?.policy;
  const same = useMemo(
    () => published !== undefined && differences(contentOf(published), shown, language).length === 0,
    [published, shown, language],
  );
  if (error)
    return (
      <>
        <PageTitle title={words.title} />
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </>
    );
  if (!draft) return <Loading />;
  // What the server would simulate: what is stored, if it is all that is typed and could be published.
  const complete = problems.length === 0 && saving.is === 'saved' && draft.version > 0;
  const storedDraft = complete ? (draft.content as Pick<Policy, 'clauses' | 'budgetFen'>) : undefined;
  const mayEdit = person.role === 'bureau';
  const locked = !mayEdit || draft.state === 'proposed';
  const title = content.title?.[language] || published?.title[language] || policyId;
  return (
    <EditorContext value={{ content, problems, locked, change }}>
      <PageTitle title={words.editorTitle(title, draft.nextVersion)}>
        <span className="tag">{words.states[draft.state]}</span>
        <span className="quiet code">{policyId}</span>
        <span className="quiet" role="status">
          {saving.is === 'saving'
            ? words.saving
            : saving.is === 'changed'
              ? words.unsaved
              : draft.edited && words.saved(formatMoment(draft.edited.at, language))}
        </span>
      </PageTitle>
      {!mayEdit && <p className="quiet">{words.readOnly}</p>}
      {saving.is === 'failed' && <ProblemNotice error={saving.error} onRetry={() => void save()} />}
      {saving.is === 'conflict' && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={words.conflict}
          description={
            <p className="part-buttons">
              <Button onClick={() => void settle('theirs')}>{words.conflictTake}</Button>
              <Button onClick={() => void settle('mine')}>{words.conflictKeep}</Button>
            </p>
          }
        />
      )}
      <div className="editor">
        <div>
          <Sections />
        </div>
        <aside>
          <ProblemList problems={problems} />
          <section className="card" aria-labelledby="comparison">
            <h2 id="comparison">
              {published ? words.compareTitle(published.version) : words.compareTitleNew}
            </h2>
            <Comparison published={published} content={shown} />
          </section>
          <SimulationPanel policyId={policyId} published={published} draft={storedDraft} />
          {mayEdit && (
            <Publication
              draft={draft}
              person={person}
              ready={problems.length === 0 && saving.is === 'saved' && draft.state === 'draft'}
              nothingNew={same}
              onDone={(next) => void show(next)}
            />
          )}
        </aside>
      </div>
    </EditorContext>
  );
}
