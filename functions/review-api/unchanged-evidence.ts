import { DomainError, type FieldProblem } from '../../domain/errors.ts';
import { evidencePath } from '../../domain/subsidies/evidence.ts';
import type { Applications } from '../adapters/applications.ts';
import type { ObjectStore } from '../adapters/object-store.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

/** Refuses the approval of an application whose attachments are not what was submitted. */
export type AssertEvidenceUnchanged = (application: StoredApplication) => Promise<void>;

/**
 * Asks the bucket for each attachment: its newest version has to be the frozen one, with the frozen digest. Written over or
 * removed since, it is refused by name, whoever did it.
 */
export function unchangedEvidence(applications: Applications, objects: ObjectStore): AssertEvidenceUnchanged {
  return async (application) => {
    const { attachments } = await applications.readForm(application);
    const heads = await Promise.all(attachments.map(({ attachmentId }) => objects.head(attachmentId)));
    const changed = attachments.filter(({ objectVersion, sha256 }, index) => {
      const head = heads[index];
      return head?.version !== objectVersion || head.sha256 !== sha256;
    });
    if (changed.length === 0) return;
    const paths = [...new Set(changed.map(({ evidenceId }) => evidencePath(evidenceId)))];
    throw new DomainError(
      'attachment-changed',
      paths.map((path): FieldProblem => ({ path, reason: 'not-as-submitted' })),
    );
  };
}
