import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import {
  type ApplicationEvent,
  type ApplicationStatus,
  applicationStatuses,
  applicationTransitions,
  isClosed,
  nextStatus,
} from '../../domain/subsidies/application.ts';
import {
  allowsReviewEvent,
  type ReviewEvent,
  type ReviewState,
  reviewTransitions,
} from '../../domain/subsidies/review.ts';

const rows: Record<
  ApplicationStatus,
  Partial<Record<ApplicationEvent, ApplicationStatus>>
> = applicationTransitions;
const events = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))] as ApplicationEvent[];

/** Every status that can be reached from one, itself included. */
function reachable(from: ApplicationStatus): Set<ApplicationStatus> {
  const found = new Set([from]);
  for (const status of found) for (const next of Object.values(rows[status])) found.add(next);
  return found;
}

describe('the life of an application', () => {
  it('reaches every status from submission', () => {
    expect(reachable('submitted')).toEqual(new Set(applicationStatuses));
  });

  it('has no dead end: from every open status each of the three endings that it knows can still come', () => {
    for (const status of applicationStatuses.filter((each) => !isClosed(each))) {
      const ends = [...reachable(status)].filter(isClosed).sort();
      expect(ends, status).toEqual(['approved', 'rejected', 'withdrawn']);
    }
  });

  it('ends in approved, rejected or withdrawn, and there nothing happens any more but an appeal of a rejection', () => {
    expect(applicationStatuses.filter(isClosed)).toEqual(['approved', 'rejected', 'withdrawn']);
    for (const status of applicationStatuses.filter(isClosed)) {
      for (const event of events) {
        if (status === 'rejected' && event === 'appealApplication') continue;
        expect(() => nextStatus(status, event)).toThrow('state-not-allowed');
      }
    }
  });

  it('can be withdrawn by its enterprise as long as it is open', () => {
    for (const status of applicationStatuses.filter((each) => !isClosed(each))) {
      expect(nextStatus(status, 'withdrawApplication')).toBe('withdrawn');
    }
  });

  it('refuses by name every pair the table does not have, and inherited names, too', () => {
    const pairs = fc.tuple(
      fc.constantFrom(...applicationStatuses),
      fc.oneof(
        fc.constantFrom<string>(...events),
        fc.constantFrom('toString', 'constructor', 'approved', ''),
      ),
    );
    fc.assert(
      fc.property(pairs, ([status, event]) => {
        const allowed = Object.hasOwn(rows[status], event);
        const attempt = () => nextStatus(status, event as ApplicationEvent);
        if (allowed) expect(applicationStatuses).toContain(attempt());
        else expect(attempt).toThrow(new DomainError('state-not-allowed'));
      }),
    );
  });

  it('is approved or rejected only out of a review; an appeal that is given up leaves the rejection before it', () => {
    for (const status of applicationStatuses) {
      for (const [event, next] of Object.entries(rows[status])) {
        if (next === 'approved') expect([status, event]).toEqual(['inReview', 'approve']);
        if (next === 'rejected' && !['withdrawAppeal', 'lapseAppeal'].includes(event))
          expect([status, event]).toEqual(['inReview', 'reject']);
      }
    }
  });
});

describe('the life of a review', () => {
  const states = Object.keys(reviewTransitions) as ReviewState[];

  it('is decided only while somebody holds it', () => {
    expect(states.filter((state) => allowsReviewEvent(state, 'decideReview'))).toEqual(['claimed']);
  });

  it('stays open for all when its deadline is missed', () => {
    expect(reviewTransitions.open.escalateReview).toBe('open');
    expect(reviewTransitions.claimed.escalateReview).toBe('open');
  });

  it('knows nothing after it is closed', () => {
    const all = Object.keys(reviewTransitions.claimed) as ReviewEvent[];
    expect(all.filter((event) => allowsReviewEvent('closed', event))).toEqual([]);
  });
});
