import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import {
  type Attachment,
  announcedFileSchema,
  arrivedOf,
  assertEvidenceComplete,
  correctedAttachments,
  livingUploads,
  startUpload,
  type Upload,
} from '../../domain/subsidies/attachment.ts';
import { MAX_ATTACHMENTS } from '../../domain/subsidies/evidence.ts';
import { attachmentOf, DAY, later, MINUTE, OPENING } from '../builders/applications.ts';

const piece = (id: string, required = false) => ({ id, required, label: { zh: id, en: id } });
const policy = { evidence: [piece('lease'), piece('invoices', true), piece('wages', true)] };
const id = (number: number) => String(number).padStart(26, '0');

function attachment(number: number, evidenceId = 'lease'): Attachment {
  return attachmentOf({
    attachmentId: id(number),
    evidenceId,
    objectVersion: `v${number}`,
    scan: 'not-scanned',
  });
}

function upload(number: number, startedAt: Date, arrived: boolean): Upload {
  const { objectVersion, scan, uploadedAt, ...file } = attachment(number);
  return {
    ...file,
    startedAt: startedAt.toISOString(),
    ...(arrived ? { arrived: { objectVersion, scan, uploadedAt } } : {}),
  };
}

function refusal(attempt: () => unknown): { code: string; paths: string[] } {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError)
      return { code: error.code, paths: error.fields.map(({ path }) => path) };
    throw error;
  }
  throw new Error('was not refused');
}

describe('The uploads of an application', () => {
  it('are never more than ten, whatever came and went', () => {
    const step = fc.record({ minutes: fc.nat(40), arrives: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let uploads: Upload[] = [];
        let now = OPENING;
        for (const [number, { minutes, arrives }] of steps.entries()) {
          now = new Date(now.getTime() + minutes * MINUTE);
          const arrivedBefore = arrivedOf(uploads).length;
          try {
            uploads = startUpload(uploads, upload(number, now, arrives), policy, now);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            expect(error.code).toBe('too-many-attachments');
            expect(uploads).toHaveLength(MAX_ATTACHMENTS);
          }
          // What has arrived never makes room for what comes.
          expect(arrivedOf(uploads).length).toBeGreaterThanOrEqual(arrivedBefore);
          expect(uploads.length).toBeLessThanOrEqual(MAX_ATTACHMENTS);
        }
      }),
    );
  });

  it('that never arrived make room once their address is void', () => {
    const waiting = Array.from({ length: 10 }, (_, number) => upload(number, OPENING, false));
    const one = upload(10, later(15 * MINUTE), false);
    expect(refusal(() => startUpload(waiting, one, policy, later(15 * MINUTE - 1))).code).toBe(
      'too-many-attachments',
    );
    expect(startUpload(waiting, one, policy, later(15 * MINUTE))).toEqual([one]);
  });

  it('count as gone after sixty days', () => {
    const old = [upload(1, OPENING, true)];
    expect(livingUploads(old, later(60 * DAY - 1))).toEqual(old);
    expect(livingUploads(old, later(60 * DAY))).toEqual([]);
  });

  it('are of pieces that the policy asks for', () => {
    const foreign = { ...upload(1, OPENING, false), evidenceId: 'other' };
    expect(refusal(() => startUpload([], foreign, policy, OPENING))).toEqual({
      code: 'invalid-input',
      paths: ['evidenceId'],
    });
  });

  it.each(['a\u0000.pdf', 'a/b.pdf', '..\\b.pdf', '', ' ', 'a\u202Efdp.exe', 'x'.repeat(121), '\ud800.pdf'])(
    'are not called %j',
    (name) => {
      const { attachmentId: _, objectVersion, scan, uploadedAt, ...file } = attachment(1);
      expect(announcedFileSchema.safeParse(file).success).toBe(true);
      expect(announcedFileSchema.safeParse({ ...file, name }).success).toBe(false);
    },
  );
});

describe('Evidence', () => {
  it('lacks all required pieces at once, each by name', () => {
    expect(refusal(() => assertEvidenceComplete(policy, [attachment(1)]))).toEqual({
      code: 'invalid-input',
      paths: ['evidence.invoices', 'evidence.wages'],
    });
    assertEvidenceComplete(policy, [attachment(1, 'invoices'), attachment(2, 'wages')]);
  });

  it('changes only where it was marked, and whatever changed unmarked is named', () => {
    const pieces = fc.constantFrom('lease', 'invoices', 'wages');
    const files = fc.uniqueArray(fc.tuple(fc.nat(9), pieces), {
      maxLength: 8,
      selector: ([number]) => number,
    });
    fc.assert(
      fc.property(
        files,
        files,
        fc.infiniteStream(fc.boolean()),
        fc.subarray(['lease', 'invoices', 'wages']),
        (a, b, keep, open) => {
          const before = a.map(([number, evidenceId]) => attachment(number, evidenceId));
          const uploaded = b.map(([number, evidenceId]) => attachment(number + 10, evidenceId));
          const chosen = [...before, ...uploaded].filter(() => keep.next().value).slice(0, MAX_ATTACHMENTS);
          const ids = new Set(chosen.map(({ attachmentId }) => attachmentId));
          const touched = new Set([
            ...before
              .filter(({ attachmentId }) => !ids.has(attachmentId))
              .map(({ evidenceId }) => evidenceId),
            ...chosen.filter((one) => !before.includes(one)).map(({ evidenceId }) => evidenceId),
          ]);
          const closed = [...touched].filter((evidenceId) => !open.includes(evidenceId));
          const correct = () =>
            correctedAttachments(
              before,
              uploaded,
              [...ids],
              open.map((evidenceId) => ({ field: `evidence.${evidenceId}` })),
            );
          if (closed.length === 0) expect(correct()).toEqual(chosen);
          else
            expect(refusal(correct).paths.toSorted()).toEqual(
              closed.map((evidenceId) => `evidence.${evidenceId}`).sort(),
            );
        },
      ),
    );
  });

  it('cannot be chosen by an id that is not the enterprise’s', () => {
    expect(refusal(() => correctedAttachments([], [], [id(7)], [{ field: 'evidence.lease' }])).code).toBe(
      'attachment-not-found',
    );
  });
});
