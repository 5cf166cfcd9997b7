import {
  attachmentCalls,
  auditCalls,
  noticeCalls,
  policyCalls,
  reviewCalls,
  reviewTaskCalls,
  scoreboardCalls,
  venueCalls,
} from '../../contract/calls.ts';
import { createClient } from '../../contract/client.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import { currentLanguage } from '../ui/language.ts';
import { session } from './session.ts';

export type Review = ResponseOf<'getReview'>;
export type ReviewTask = ResponseOf<'listReviewTasks'>['tasks'][number];
export type ClaimedReview = ResponseOf<'claimReview'>;
export type DecidedReview = ResponseOf<'listDecidedReviews'>['reviews'][number];
export type WatchedReview = ResponseOf<'listWatchedReviews'>['reviews'][number];
export type PolicyDraftView = ResponseOf<'getPolicyDraft'>;
export type ListedPolicy = ResponseOf<'listPolicyDrafts'>['policies'][number];
export type Venue = ResponseOf<'createVenue'>;

/** The API as the console calls it, with the signed-in person's token. */
export const api = createClient(
  {
    ...reviewCalls,
    ...reviewTaskCalls,
    ...attachmentCalls,
    ...venueCalls,
    ...scoreboardCalls,
    ...noticeCalls,
    ...policyCalls,
    ...auditCalls,
  },
  {
    baseUrl: '',
    fetch: (input, init) => fetch(input, init),
    token: () => session.accessToken(),
    language: currentLanguage,
    newKey: () => crypto.randomUUID(),
  },
);
