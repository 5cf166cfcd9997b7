import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertMayReview,
  queuesOf,
  reasons,
  reasonsFor,
  stageIds,
  verdictSchema,
} from '../../domain/subsidies/review.ts';
import { decision } from '../builders/applications.ts';
import { auditor, bureau, office, usccOf } from '../builders/enterprises.ts';

const atBureau = { stage: 'bureauReview', officeId: 'north', uscc: usccOf(1), decisions: [] } as const;
const atOffice = { ...atBureau, stage: 'officeAcceptance' } as const;

describe('who may review', () => {
  it('is an officer of the stage’s role, an office only in its own area', () => {
    expect(() => assertMayReview(office(1), atOffice)).not.toThrow();
    expect(() => assertMayReview(bureau(1), atBureau)).not.toThrow();
    expect(() => assertMayReview(office(1), atBureau)).toThrow('role-not-allowed');
    expect(() => assertMayReview(bureau(1), atOffice)).toThrow('role-not-allowed');
    expect(() => assertMayReview(auditor, atBureau)).toThrow('role-not-allowed');
    expect(() => assertMayReview(office(1, 'south'), atOffice)).toThrow('outside-your-area');
  });

  it('is nobody of the enterprise concerned', () => {
    expect(() => assertMayReview(bureau(3, 1), atBureau)).toThrow('own-enterprise');
    expect(() => assertMayReview(bureau(3, 2), atBureau)).not.toThrow();
  });

  it('is nobody who decided another stage of the application, whichever and however often', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ stage: fc.constantFrom(...stageIds), by: fc.constantFrom('bureau-1', 'bureau-2') }),
        ),
        (taken) => {
          const review = { ...atBureau, decisions: taken.map((change) => decision(change)) };
          const attempt = () => assertMayReview(bureau(1), review);
          const other = taken.some(({ stage, by }) => stage !== 'bureauReview' && by === 'bureau-1');
          if (other) expect(attempt).toThrow('already-decided-by-you');
          else expect(attempt).not.toThrow();
        },
      ),
    );
  });

  it('works in the queue of his role, an office in its own, and others in none', () => {
    expect(queuesOf(office(1))).toEqual([{ stage: 'officeAcceptance', queue: 'officeAcceptance#north' }]);
    expect(queuesOf(bureau(1))).toEqual([{ stage: 'bureauReview', queue: 'bureauReview' }]);
    expect(queuesOf({ role: 'office', officeId: undefined } as never)).toEqual([]);
    expect(queuesOf(auditor)).toEqual([]);
  });
});

describe('a verdict', () => {
  it('returns with what to correct, and rejects with a reason and words', () => {
    const corrections = [{ field: 'resumedOn', note: '请核对日期' }];
    const valid = [
      { outcome: 'approve' },
      { outcome: 'return', reasonCode: 'statement-unclear', corrections },
      { outcome: 'reject', reasonCode: 'resumed-too-late', note: '复工日期为 3 月 1 日。' },
    ];
    const invalid = [
      { outcome: 'return', reasonCode: 'statement-unclear', corrections: [] },
      { outcome: 'return', reasonCode: 'resumed-too-late', corrections },
      { outcome: 'reject', reasonCode: 'resumed-too-late' },
      { outcome: 'reject', reasonCode: 'material-incomplete', note: '材料' },
      { outcome: 'approve', reasonCode: 'statement-unclear' },
      { outcome: 'escalate' },
    ];
    expect(valid.filter((verdict) => !verdictSchema.safeParse(verdict).success)).toEqual([]);
    expect(invalid.filter((verdict) => verdictSchema.safeParse(verdict).success)).toEqual([]);
  });

  it('finds a reason for every outcome that needs one, and every reason has an outcome', () => {
    expect([...new Set([...reasonsFor('return'), ...reasonsFor('reject')])].sort()).toEqual(
      Object.keys(reasons).sort(),
    );
  });
});
