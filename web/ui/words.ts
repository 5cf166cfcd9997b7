import type { ApplicationStatus } from '../../domain/subsidies/application.ts';
import type { OverallResult } from '../../domain/subsidies/clause-check.ts';
import type { Finding, Seen } from '../../domain/subsidies/eligibility.ts';
import type { Outcome, StageId } from '../../domain/subsidies/review.ts';
import { stageNames } from '../../domain/subsidies/stage-names.ts';
import type { Language } from '../../domain/words.ts';

interface DomainWords {
  statuses: Record<ApplicationStatus, string>;
  stages: Record<StageId, string>;
  outcomes: Record<Outcome, string>;
  findings: Record<Finding['result'], string>;
  results: Record<OverallResult, string>;
  sources: Record<Seen['source'], string>;
}

/** The domain's words as every screen says them (DOMAIN.md), Chinese first. */
export const domainWords: Record<Language, DomainWords> = {
  zh: {
    statuses: {
      submitted: '已提交',
      inReview: '审核中',
      returned: '退回补正',
      approved: '已通过',
      rejected: '不予通过',
      withdrawn: '已撤回',
    },
    stages: stageNames.zh,
    outcomes: { approve: '通过', return: '退回补正', reject: '不予通过' },
    findings: { pass: '符合', fail: '不符合', 'needs-review': '需人工核查', unanswered: '待填写' },
    results: { pass: '符合条件', fail: '不符合条件', 'needs-review': '需人工核查' },
    sources: { answer: '所填内容', profile: '企业档案', registry: '登记信息', officer: '工作人员核查' },
  },
  en: {
    statuses: {
      submitted: 'Submitted',
      inReview: 'In review',
      returned: 'Returned for correction',
      approved: 'Approved',
      rejected: 'Rejected',
      withdrawn: 'Withdrawn',
    },
    stages: stageNames.en,
    outcomes: { approve: 'Approve', return: 'Return for correction', reject: 'Reject' },
    findings: {
      pass: 'Met',
      fail: 'Not met',
      'needs-review': 'Needs review',
      unanswered: 'Not answered yet',
    },
    results: { pass: 'Eligible', fail: 'Not eligible', 'needs-review': 'Needs review' },
    sources: {
      answer: 'your answer',
      profile: 'the enterprise profile',
      registry: 'the registry',
      officer: 'an officer’s check',
    },
  },
};
