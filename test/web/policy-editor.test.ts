import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyOf, publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { contentOf, type PolicyContent } from '../../domain/subsidies/policy-draft.ts';
import {
  partsAt,
  valueAt,
  withoutPart,
  withPart,
  withPartMoved,
  withValue,
} from '../../web/console/policies/content-path.ts';
import { differences } from '../../web/console/policies/differences.ts';

const jobs = contentOf(policyOf('stable-jobs'));
const contents = fc.constantFrom(...publishedPolicies.map(contentOf));

describe('A place of a content', () => {
  it('takes a value, made where it is missing, and changes nothing else', () => {
    const before = structuredClone(jobs);
    const changed = withValue(jobs, 'fields.1.label.zh', '目前员工数');
    expect(valueAt(changed, 'fields.1.label.zh')).toBe('目前员工数');
    expect(withValue(changed, 'fields.1.label.zh', valueAt(jobs, 'fields.1.label.zh'))).toEqual(jobs);
    expect(withValue({}, 'title.zh', '食堂')).toEqual({ title: { zh: '食堂' } });
    expect(withValue({ title: { zh: '食堂', en: 'Canteen' } }, 'title.en', undefined)).toEqual({
      title: { zh: '食堂' },
    });
    expect(jobs).toEqual(before);
  });

  it('that is a list takes, moves and gives back parts', () => {
    fc.assert(
      fc.property(contents, fc.nat({ max: 20 }), fc.constantFrom<-1 | 1>(-1, 1), (content, place, by) => {
        const count = partsAt(content, 'fields').length;
        const index = place % count;
        const part = { kind: 'integer' };
        expect(withoutPart(withPart(content, 'fields', part), 'fields', count)).toEqual(content);
        const moved = withPartMoved(content, 'fields', index, by);
        const back =
          index + by < 0 || index + by >= count
            ? moved
            : withPartMoved(moved, 'fields', index + by, by === 1 ? -1 : 1);
        expect(back).toEqual(content);
      }),
    );
  });
});

describe('A comparison', () => {
  it('of a version with itself, or with its questions in another order, finds nothing', () => {
    for (const { id } of publishedPolicies) {
      const content = contentOf(policyOf(id));
      expect(differences(content, withPartMoved(content, 'fields', 0, 1), 'zh')).toEqual([]);
    }
  });

  it('says each change in words: texts, money, days, conditions, what is new and what is gone', () => {
    let later: PolicyContent = withValue(jobs, 'amount.fenEach', 60_000);
    later = withValue(later, 'budgetFen', 10_000_000_000);
    later = withValue(later, 'clauses.1.test.percent', 95);
    later = withoutPart(later, 'evidence', 1);
    later = withPart(later, 'evidence', {
      id: 'roster',
      label: { zh: '名册', en: 'Roster' },
      required: true,
    });
    const rows = differences(jobs, later, 'en');
    expect(rows.map(({ label }) => label)).toEqual([
      'Budget',
      'Amount',
      'Condition: At least 90% of the workers are kept',
      'Evidence: Roster',
      'Evidence: Proof of wages',
    ]);
    expect(rows[1]).toMatchObject({
      before: '¥500.00 for each of “Workers now”, at most ¥3,000,000.00',
      after: '¥600.00 for each of “Workers now”, at most ¥3,000,000.00',
    });
    expect(rows[2]?.after).toContain('at least 95% of “Workers at the end of December 2019”');
    expect(rows[3]?.before).toBeUndefined();
    expect(rows[4]?.after).toBeUndefined();
  });
});
