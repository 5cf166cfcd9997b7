import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { ProblemError } from '../../contract/client-errors.ts';
import { evidencePath } from '../../domain/subsidies/evidence.ts';
import { answerText } from '../ui/answer-text.ts';
import { formatDeadline } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { AnswerControl, controlId } from './answer-control.tsx';
import { answerErrors, errorsByField } from './answer-errors.ts';
import { type ApplicationView, api, type PolicyView } from './api.ts';
import { useApplication } from './application-query.ts';
import { evidenceMessages } from './evidence-messages.ts';
import { EvidencePiece, evidenceErrors } from './evidence-section.tsx';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { usePolicy } from './policy-query.ts';
import { SubmittedFiles } from './submitted-files.tsx';
import { answersOf, type Typed, typedOf } from './typed-answers.ts';
import { useUploads } from './uploads.ts';

/** A returned application: the marked answers with the reviewer's notes, all at once, and nothing else to change. */
export function CorrectionPage({ applicationId }: { applicationId: string }) {
  const words = useWords(messages);
  const { data, error } = useApplication(applicationId);
  const policy = usePolicy(data?.policyId ?? '').data;
  if (error)
    return (
      <Page title={words.correctTitle}>
        <Problem error={error} />
      </Page>
    );
  if (!data || !policy)
    return (
      <Page title={words.correctTitle}>
        <Skeleton />
      </Page>
    );
  return <Correction application={data} policy={policy} />;
}

function Correction({ application, policy }: { application: ApplicationView; policy: PolicyView }) {
  const words = useWords(messages);
  const language = useLanguage();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Typed>(() => typedOf(policy.fields, application.answers));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const key = useRef(crypto.randomUUID());
  const evidenceWords = useWords(evidenceMessages);
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const { applicationId, version, corrections } = application;
  const markedPieces = policy.evidence.filter(({ id }) =>
    corrections.some(({ field }) => field === evidencePath(id)),
  );
  const kept = application.attachments.filter(({ attachmentId }) => !dropped.includes(attachmentId));
  const uploads = useUploads(policy.id, kept.length);
  const added = uploads.arrived.filter(({ evidenceId }) => markedPieces.some(({ id }) => id === evidenceId));
  const attachments = [...kept, ...added];
  const resubmit = useMutation({
    mutationFn: () => {
      const ids = attachments.map(({ attachmentId }) => attachmentId);
      const body = {
        version,
        answers: answersOf(policy.fields, typed),
        ...(markedPieces.length > 0 ? { attachments: ids } : {}),
      };
      return api.resubmitApplication({ params: { applicationId }, body }, { idempotencyKey: key.current });
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      go(`/applications/${applicationId}`);
    },
    onError: (error) => {
      // An answer was given: what is sent next is another request. Without one, the same is asked again.
      if (!(error instanceof ProblemError)) return;
      key.current = crypto.randomUUID();
      setErrors(errorsByField(error.fields, language));
    },
  });
  const send = () => {
    const found = {
      ...answerErrors(policy, answersOf(policy.fields, typed), language),
      ...evidenceErrors(
        markedPieces,
        { arrived: attachments, sendings: uploads.sendings },
        language,
        evidenceWords,
      ),
    };
    setErrors(found);
    if (Object.keys(found).length === 0) resubmit.mutate();
  };
  const marked = policy.fields.filter((field) =>
    corrections.some((correction) => correction.field === field.id),
  );
  const summary = Object.entries(errors).map(([field, message]) => ({ id: controlId(field), message }));
  return (
    <Page title={words.correctTitle} errors={summary}>
      <p className="lead">{words.correctIntro}</p>
      {application.waiting && <p>{words.correctBy(formatDeadline(application.waiting.dueAt, language))}</p>}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {marked.map((field) => (
          <section key={field.id} className="card">
            <p className="officer-note">
              <strong>{words.labelled(words.officerNote, '')}</strong>
              {corrections.find((correction) => correction.field === field.id)?.note}
            </p>
            <p className="quiet">
              {words.labelled(
                words.before,
                answerText(field, application.answers[field.id], language, words),
              )}
            </p>
            <AnswerControl
              field={field}
              value={typed[field.id]}
              error={errors[field.id]}
              onChange={(value) => setTyped({ ...typed, [field.id]: value })}
            />
          </section>
        ))}
        {markedPieces.map((piece) => (
          <section key={piece.id} className="card">
            <p className="officer-note">
              <strong>{words.labelled(words.officerNote, '')}</strong>
              {corrections.find(({ field }) => field === evidencePath(piece.id))?.note}
            </p>
            <SubmittedFiles
              applicationId={applicationId}
              files={application.attachments.filter(({ evidenceId }) => evidenceId === piece.id)}
              dropped={dropped}
              onDropped={setDropped}
            />
            <EvidencePiece piece={piece} uploads={uploads} error={errors[evidencePath(piece.id)]} />
          </section>
        ))}
        <Problem error={resubmit.error} />
        <button type="submit" className="main" disabled={resubmit.isPending}>
          {words.resubmit}
        </button>
      </form>
    </Page>
  );
}
