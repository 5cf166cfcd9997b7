import {
  applicationCalls,
  attachmentCalls,
  noticeCalls,
  offerCalls,
  policyCalls,
  profileCalls,
  scoreboardCalls,
} from '../../contract/calls.ts';
import { createClient } from '../../contract/client.ts';
import { ProblemError } from '../../contract/client-errors.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import { currentLanguage } from '../ui/language.ts';
import { openSession } from '../ui/session.ts';

export type PolicyView = ResponseOf<'getPolicy'>;
export type ApplicationView = ResponseOf<'getApplication'>;
export type OfferView = ResponseOf<'listMyOffers'>['offers'][number];
export type ProfileView = ResponseOf<'getProfile'>;
export type AttachmentView = ApplicationView['attachments'][number];
export type FindingView = ApplicationView['findings'][number];

/** Who is signed in; a sign-in that comes back is completed before the page is drawn. */
export const session = await openSession('apply');

export const api = createClient(
  {
    ...applicationCalls,
    ...attachmentCalls,
    ...offerCalls,
    ...profileCalls,
    ...scoreboardCalls,
    ...noticeCalls,
    ...policyCalls,
  },
  {
    baseUrl: '',
    fetch: (input, init) => fetch(input, init),
    token: session.accessToken,
    language: currentLanguage,
    newKey: () => crypto.randomUUID(),
  },
);

/** The API's problem of this code. */
export function isProblem(error: unknown, code: ProblemError['code']): boolean {
  return error instanceof ProblemError && error.code === code;
}
