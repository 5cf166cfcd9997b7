import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../domain/identity.ts';
import { AUDITORS, enterpriseInbox, inboxOf, queueInbox } from '../../domain/notices/inbox.ts';
import {
  expiryOf,
  kindsFor,
  NOTICE_ID,
  type NoticeKind,
  noticeKindSchema,
  noticesOf,
  oldestNotice,
} from '../../domain/notices/notice.ts';
import { kindTitle, noticeText } from '../../domain/notices/notice-words.ts';
import { type Application, applicationStatuses, type Waiting } from '../../domain/subsidies/application.ts';
import { type Outcome, stageIds } from '../../domain/subsidies/review.ts';
import { application, DAY, decision, later, OPENING, waitingFor } from '../builders/applications.ts';

const at = OPENING.toISOString();
const dueAt = later(5 * DAY).toISOString();
const waiting = (change: Partial<Waiting> = {}) => waitingFor('officeAcceptance', change);
const decided = (outcome: Outcome) => [decision({ outcome, byName: '张三' })];
const waits = (change: Partial<Waiting> = {}): Partial<Application> => ({
  status: 'inReview',
  waiting: waiting(change),
});

/** Kind and inbox of what a change yields, in short. */
function told(before: Partial<Application> | undefined, after: Partial<Application>): [NoticeKind, string][] {
  return noticesOf({ before: before && application(before), after: application(after) }).map(
    ({ inbox, notice }) => [notice.kind, inbox],
  );
}
const { uscc, officeId } = application().enterprise;
const enterprise = enterpriseInbox(uscc);
const office = queueInbox('officeAcceptance', officeId);
const bureau = queueInbox('bureauReview', officeId);

describe('a change of an application is told', () => {
  it('when it arrives: to the enterprise', () => {
    expect(told(undefined, { status: 'submitted' })).toEqual([['received', enterprise]]);
  });
  it('when a first review opens: to its queue alone', () => {
    expect(told({ status: 'submitted' }, waits())).toEqual([['taskOpened', office]]);
  });
  it('when it goes on to the next stage: to the enterprise and the next queue', () => {
    const passed = decided('approve');
    expect(
      told(
        { status: 'inReview', decisions: passed },
        { ...waits({ stage: 'bureauReview' }), decisions: passed },
      ),
    ).toEqual([
      ['stagePassed', enterprise],
      ['taskOpened', bureau],
    ]);
  });
  it('when it is returned: to the enterprise, once its deadline is set', () => {
    const decisions = decided('return');
    const returned = { status: 'returned' as const, decisions };
    expect(told(waits(), { status: 'inReview', decisions })).toEqual([]);
    expect(
      told({ status: 'inReview', decisions }, { ...returned, waiting: waiting({ kind: 'correction' }) }),
    ).toEqual([['returned', enterprise]]);
  });
  it('when it is corrected and comes back: to the queue, not as a stage that was passed', () => {
    const decisions = decided('return');
    expect(told({ status: 'submitted', decisions }, { ...waits({ visit: 2 }), decisions })).toEqual([
      ['taskOpened', office],
    ]);
  });
  it.each(['approved', 'rejected'] as const)('when it is %s: to the enterprise', (status) => {
    expect(told({ status: 'inReview' }, { status })).toEqual([[status, enterprise]]);
  });
  it('when a correction never came: to the enterprise; a withdrawal of its own it knows', () => {
    const before = { status: 'returned' as const, waiting: waiting({ kind: 'correction' }) };
    const ended = { status: 'withdrawn' as const, waiting: undefined };
    expect(told(before, { ...ended, updatedAt: later(5 * DAY + 300_000).toISOString() })).toEqual([
      ['lapsed', enterprise],
    ]);
    expect(told(before, { ...ended, updatedAt: later(5 * DAY - 1).toISOString() })).toEqual([]);
  });
  it('when a review misses its deadline: to the queue and to the auditors, each time', () => {
    expect(told(waits(), waits({ escalations: 1 }))).toEqual([
      ['taskOverdue', office],
      ['escalated', AUDITORS],
    ]);
    expect(told(waits({ escalations: 1 }), waits({ escalations: 2 }))).toHaveLength(2);
  });
  it('when a deadline is near: to the one who has to act, once', () => {
    const reminded = later(4 * DAY).toISOString();
    expect(told(waits(), waits({ reminded }))).toEqual([['taskDueSoon', office]]);
    expect(told(waits({ reminded }), waits({ reminded, claim: undefined }))).toEqual([]);
    const returned = { status: 'returned' as const, waiting: waiting({ kind: 'correction' }) };
    expect(told(returned, { ...returned, waiting: waiting({ kind: 'correction', reminded }) })).toEqual([
      ['correctionDueSoon', enterprise],
    ]);
  });
  it('not when a review is claimed, released, or opened again under a new token', () => {
    const claim = { by: 'a', byName: 'A', at, until: dueAt };
    expect(told(waits(), waits({ claim }))).toEqual([]);
    expect(told(waits({ claim }), waits())).toEqual([]);
    expect(told(waits({ escalations: 1 }), waits({ escalations: 1, dueAt: at }))).toEqual([]);
  });
});

const anyApplication = fc
  .record({
    status: fc.constantFrom(...applicationStatuses),
    version: fc.integer({ min: 1, max: 99_999 }),
    waiting: fc.option(
      fc.record({
        kind: fc.constantFrom('review' as const, 'correction' as const),
        stage: fc.constantFrom(...stageIds),
        visit: fc.integer({ min: 1, max: 3 }),
        reminded: fc.option(fc.constantFrom(later(1).toISOString(), later(2).toISOString()), {
          nil: undefined,
        }),
        escalations: fc.integer({ min: 0, max: 3 }),
      }),
      { nil: undefined },
    ),
    decisions: fc.constantFrom([], decided('approve'), decided('return'), decided('reject')),
  })
  .map((change) => application({ ...change, waiting: change.waiting && waiting(change.waiting) }));
const anyChange = fc.record({ before: fc.option(anyApplication, { nil: undefined }), after: anyApplication });

describe('whatever the change,', () => {
  it('the same one yields the same notices, and no id comes twice in an inbox', () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const notices = noticesOf(change);
        expect(noticesOf(structuredClone(change))).toEqual(notices);
        const ids = notices.map(({ inbox, notice }) => `${inbox} ${notice.noticeId}`);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { notice } of notices) expect(notice.noticeId).toMatch(NOTICE_ID);
      }),
    );
  });

  it('a state that does not change yields nothing', () => {
    fc.assert(
      fc.property(anyApplication, (state) => {
        expect(noticesOf({ before: state, after: { ...state, version: state.version + 1 } })).toEqual([]);
      }),
    );
  });

  it('a notice has words in both languages, with its receipt code and nobody’s name', () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        for (const { notice } of noticesOf(change)) {
          for (const language of ['zh', 'en'] as const) {
            const text = noticeText(notice, { zh: '示例政策', en: 'Illustrative' }, language);
            expect(kindTitle(notice.kind, language)).not.toBe('');
            expect(text).not.toMatch(/undefined|张三|示例企业/);
          }
        }
      }),
    );
  });
});

describe('an inbox', () => {
  it('belongs to the enterprise, the queue or the auditors of a person, and to nobody of another role', () => {
    expect(inboxOf({ role: 'enterprise', uscc })).toBe(enterprise);
    expect(inboxOf({ role: 'office', officeId })).toBe(office);
    expect(inboxOf({ role: 'bureau' })).toBe(bureau);
    expect(inboxOf({ role: 'auditor' })).toBe(AUDITORS);
    for (const role of ['enterprise', 'office', 'gate', 'commissioner', 'admin', 'public'] as const)
      expect(() => inboxOf({ role })).toThrow('role-not-allowed');
  });

  it('has kinds for its role, and every kind has a role', () => {
    expect(new Set(roles.flatMap(kindsFor))).toEqual(new Set(noticeKindSchema.options));
    expect(kindsFor('enterprise')).not.toContain('taskOpened');
  });

  it('keeps a notice 180 days', () => {
    const end = later(180 * DAY);
    expect(expiryOf({ at }) * 1000).toBe(end.getTime());
    expect(oldestNotice(end)).toBe(at);
  });
});
