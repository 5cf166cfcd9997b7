import { noticeOperations } from '../../contract/notices.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { inboxesIn } from '../adapters/inboxes.ts';
import { noticeSettingsIn } from '../adapters/notice-settings.ts';
import { policiesIn } from '../adapters/policies.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { countUnreadNotices } from './count-unread-notices.ts';
import { getNoticeSettings } from './get-notice-settings.ts';
import { listNotices } from './list-notices.ts';
import { markNoticesRead } from './mark-notices-read.ts';
import { saveNoticeSettings } from './save-notice-settings.ts';
import { sendTestNotice } from './send-test-notice.ts';

const env = readEnvironment('notice-api', process.env);
const client = dynamoDb();
const inboxes = inboxesIn(client, env.NOTICES_TABLE);
const settings = noticeSettingsIn(client, { notices: env.NOTICES_TABLE, audit: env.AUDIT_TABLE });

export const handler = createHttpHandler(
  noticeOperations,
  {
    listNotices: listNotices(inboxes, policiesIn(client, env.SUBSIDIES_TABLE)),
    countUnreadNotices: countUnreadNotices(inboxes),
    markNoticesRead: markNoticesRead(inboxes),
    getNoticeSettings: getNoticeSettings(settings),
    saveNoticeSettings: saveNoticeSettings(settings),
    sendTestNotice: sendTestNotice(settings),
  },
  () => new Date(),
);
