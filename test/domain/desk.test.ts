import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import { type Application, applicationStatuses, isClosed } from '../../domain/subsidies/application.ts';
import { claimReview, decideReview } from '../../domain/subsidies/changes.ts';
import { conflictReasons } from '../../domain/subsidies/conflict.ts';
import { declareConflict, handOverReview, mayTakeOver } from '../../domain/subsidies/desk.ts';
import { application, decision, later, MINUTE, OPENING, waitingFor } from '../builders/applications.ts';
import { bureau, office } from '../builders/enterprises.ts';

const open = (change: Partial<Application> = {}) =>
  application({ status: 'inReview', waiting: waitingFor('bureauReview'), ...change });
const held = (by: Actor, change: Partial<Application> = {}) => claimReview(open(change), by, OPENING);

describe('a hand-over', () => {
  it('gives the colleague a hold of his own and remembers from whom, also when he renews it', () => {
    const handed = handOverReview(held(bureau(1)), bureau(2), bureau(1), later(10 * MINUTE));
    expect(handed.waiting?.claim).toEqual({
      by: 'bureau-2',
      byName: '示例审核员 2',
      from: 'bureau-1',
      fromName: '示例审核员 1',
      at: later(10 * MINUTE).toISOString(),
      until: later(40 * MINUTE).toISOString(),
    });
    const renewed = claimReview(handed, bureau(2), later(20 * MINUTE));
    expect(renewed.waiting?.claim).toMatchObject({
      from: 'bureau-1',
      until: later(50 * MINUTE).toISOString(),
    });
    const anew = claimReview(handed, bureau(3), later(41 * MINUTE));
    expect(anew.waiting?.claim).not.toHaveProperty('from');
  });

  it('reaches exactly those who may decide, whoever decided, declared or belongs where', () => {
    const people = [bureau(1), bureau(2), bureau(2, 1), bureau(2, 2), office(2), office(2, 'south')];
    fc.assert(
      fc.property(
        fc.constantFrom(...people),
        fc.boolean(),
        fc.boolean(),
        (colleague, decidedBefore, declared) => {
          const before = held(bureau(9), {
            decisions: decidedBefore ? [decision({ by: colleague.sub })] : [],
            ...(declared
              ? {
                  conflicts: [
                    { by: colleague.sub, byName: '', reasonCode: 'other-ground', at: OPENING.toISOString() },
                  ],
                }
              : {}),
          });
          const attempt = () => handOverReview(before, colleague, bureau(9), OPENING);
          if (mayTakeOver(before, colleague)) {
            const after = attempt();
            expect(decideReview(after, { outcome: 'approve' }, colleague, OPENING).decision.by).toBe(
              colleague.sub,
            );
          } else expect(attempt).toThrow('colleague-may-not-review');
          const right = colleague.role === 'bureau' && colleague.uscc !== before.enterprise.uscc;
          expect(mayTakeOver(before, colleague)).toBe(right && !decidedBefore && !declared);
        },
      ),
    );
  });
});

describe('a declared conflict', () => {
  it('can be declared as long as the application is open, and leaves its status as it is', () => {
    for (const status of applicationStatuses) {
      const attempt = () => declareConflict(application({ status }), 'own-interest', bureau(1), OPENING);
      if (isClosed(status)) expect(attempt).toThrow('state-not-allowed');
      else
        expect(attempt()).toMatchObject({
          status,
          conflicts: [{ by: 'bureau-1', reasonCode: 'own-interest' }],
        });
    }
  });

  it('takes the hold from who declares it, and from nobody else', () => {
    const mine = declareConflict(held(bureau(1)), 'relative-interest', bureau(1), OPENING);
    expect(mine.waiting?.claim).toBeUndefined();
    expect(() => claimReview(mine, bureau(1), OPENING)).toThrow('conflict-of-interest');
    const other = declareConflict(held(bureau(2)), 'relative-interest', bureau(1), OPENING);
    expect(other.waiting?.claim?.by).toBe('bureau-2');
  });

  it('has a ground in both languages, and no free text', () => {
    for (const text of Object.values(conflictReasons)) expect(Object.keys(text)).toEqual(['zh', 'en']);
  });
});
