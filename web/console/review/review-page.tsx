import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Actor } from '../../../domain/identity.ts';
import type { Outcome, Verdict } from '../../../domain/subsidies/review.ts';
import { useWords } from '../../ui/react-language.ts';
import type { Review } from '../api.ts';
import { FaultBoundary } from '../fault-boundary.tsx';
import { Loading } from '../loading.tsx';
import { reviewMessages } from '../messages/review-messages.ts';
import { workflowMessages } from '../messages/workflow-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths, screensOf } from '../screens.ts';
import { openNextSetting } from '../settings.ts';
import { AnswersPanel } from './answers-panel.tsx';
import { AppealNotice } from './appeal-notice.tsx';
import { AttachmentsPanel } from './attachments-panel.tsx';
import { ChangeNotice } from './change-notice.tsx';
import { changesBetween } from './changes.ts';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { DecisionDone, type Done } from './decision-done.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { FlagsPanel } from './flags-panel.tsx';
import { DecisionsPanel, TimelinePanel } from './history-panels.tsx';
import { markablesOf } from './markable.ts';
import { nextTask } from './next-task.ts';
import { ProfilePanel } from './profile-panel.tsx';
import { ReopenedNotice } from './reopened-notice.tsx';
import { ReviewHead } from './review-head.tsx';
import { StageTimesPanel } from './stage-times-panel.tsx';
import { useDecision } from './use-decision.ts';
import { useLease } from './use-lease.ts';
import { useReview } from './use-review.ts';
import { useVerdictDraft } from './use-verdict-draft.ts';
import { type Gap, gapsInMarks, type VerdictDraft } from './verdict-draft.ts';

const ReviewTools = lazy(() => import('./review-tools.tsx'));
const WorkflowGraph = lazy(() => import('../workflow/workflow-graph.tsx'));

/** One application side by side: what was applied for, what was found, and the decision. */
export default function ReviewPage({ person }: { person: Actor }) {
  const words = useWords(reviewMessages);
  const { applicationId = '' } = useParams();
  const review = useReview(applicationId);
  const back = screensOf(person.role).includes('queue') ? screenPaths.queue : screenPaths.lookup;
  return (
    <>
      <p className="back">
        <Link to={back}>← {back === screenPaths.queue ? words.back : words.lookupTitle}</Link>
      </p>
      <DecisionDone />
      {!review.data && <PageTitle title={words.title} />}
      {review.isPending && <Loading rows={14} />}
      {review.isError && <ProblemNotice error={review.error} onRetry={() => void review.refetch()} />}
      {review.data && <LoadedReview key={applicationId} review={review.data} person={person} />}
    </>
  );
}

function LoadedReview({ review, person }: { review: Review; person: Actor }) {
  const flowWords = useWords(workflowMessages);
  const navigate = useNavigate();
  const { applicationId, enterprise } = review.application;
  const [draft, setDraft, forgetDraft] = useVerdictDraft(applicationId);
  const [gaps, setGaps] = useState<readonly Gap[]>([]);
  const [asking, ask] = useState<Outcome>();
  const [read, setRead] = useState(review);
  const lease = useLease(review, person.sub);
  const decision = useDecision(review, async ({ outcome }: Verdict) => {
    forgetDraft();
    const done: Done = { enterpriseName: enterprise.name, outcome };
    if (openNextSetting.current() === 'off') return navigate(screenPaths.queue, { state: { done } });
    // The decision is safe: a queue that cannot be read now is seen on the queue's own page.
    const next = await nextTask(applicationId, person.sub).catch(() => undefined);
    return next
      ? navigate(`/reviews/${next}`, { state: { done } })
      : navigate(screenPaths.queue, { state: { done: { ...done, nothingLeft: true } } });
  });
  const changeDraft = (next: VerdictDraft) => {
    setDraft(next);
    setGaps([]);
  };
  const decide = (outcome: Outcome) => {
    const lacking =
      outcome === 'return'
        ? gapsInMarks(
            draft,
            markablesOf(review.policy).map(({ id }) => id),
          )
        : [];
    decision.reset();
    setGaps(lacking);
    if (lacking.length === 0) return ask(outcome);
    const [first] = lacking;
    const target =
      first?.what === 'mark-note' ? `note-${first.field}` : `mark-${review.policy.fields[0]?.id}`;
    document.getElementById(target)?.focus();
  };
  const changes = decision.isSuccess ? [] : changesBetween(read, review);
  const notice = changes.length > 0 && (
    <ChangeNotice changes={changes} review={review} onSeen={() => setRead(review)} />
  );
  const reviews = screensOf(person.role).includes('queue');
  return (
    <>
      <ReviewHead review={review} />
      {reviews && (
        <Suspense fallback={<div className="review-tools" />}>
          <ReviewTools review={review} person={person} held={lease.held} />
        </Suspense>
      )}
      <AppealNotice review={review} />
      <ReopenedNotice review={review} />
      {!asking && notice}
      <div className="side-by-side">
        <div>
          <MarksNotice gaps={gaps} />
          <AnswersPanel
            review={review}
            draft={draft}
            marking={lease.held}
            gaps={gaps}
            onDraft={changeDraft}
          />
          <AttachmentsPanel
            review={review}
            draft={draft}
            marking={lease.held}
            gaps={gaps}
            onDraft={changeDraft}
          />
          <ProfilePanel review={review} />
          <DecisionsPanel review={review} />
          <StageTimesPanel review={review} />
          <TimelinePanel review={review} />
        </div>
        <div>
          <FlagsPanel review={review} />
          <FindingsPanel review={review} />
          <section className="card" aria-labelledby="workflow">
            <h2 id="workflow">{flowWords.title}</h2>
            <FaultBoundary>
              <Suspense fallback={<Loading rows={6} />}>
                <WorkflowGraph application={review.application} policy={review.policy} />
              </Suspense>
            </FaultBoundary>
          </section>
        </div>
      </div>
      {Boolean(lease.error) && <ProblemNotice error={lease.error} />}
      {reviews && (
        <DecisionBar
          review={review}
          lease={lease}
          marked={Object.keys(draft.marks).length}
          onDecide={decide}
        />
      )}
      {asking && (
        <DecisionDialog
          outcome={asking}
          review={review}
          draft={draft}
          gaps={gaps}
          held={lease.held}
          notice={notice}
          busy={decision.isPending}
          error={decision.error}
          onDraft={changeDraft}
          onGaps={setGaps}
          onConfirm={decision.mutate}
          onCancel={() => ask(undefined)}
        />
      )}
    </>
  );
}

/** Tells that nothing is marked yet, above the answers where the marks are. */
function MarksNotice({ gaps }: { gaps: readonly Gap[] }) {
  const words = useWords(reviewMessages);
  if (!gaps.some(({ what }) => what === 'marks')) return null;
  return (
    <p role="alert" className="field-error">
      {words.gaps.marks}
    </p>
  );
}
