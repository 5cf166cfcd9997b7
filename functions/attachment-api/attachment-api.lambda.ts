import { randomBytes } from 'node:crypto';
import { attachmentOperations } from '../../contract/attachments.ts';
import { newAttachmentId } from '../../domain/subsidies/attachment.ts';
import { applicationsIn } from '../adapters/applications.ts';
import { downloadsIn } from '../adapters/downloads.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { objectStoreAt } from '../adapters/object-store.ts';
import { policiesIn } from '../adapters/policies.ts';
import { uploadsIn } from '../adapters/uploads.ts';
import { virusScannerAt } from '../adapters/virus-scanner.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { completeUpload } from './complete-upload.ts';
import { downloadAttachment } from './download-attachment.ts';
import { getAttachment } from './get-attachment.ts';
import { listUploads } from './list-uploads.ts';
import { removeUpload } from './remove-upload.ts';
import { startUpload } from './start-upload.ts';

const env = readEnvironment('attachment-api', process.env);
const client = dynamoDb();
const applications = applicationsIn(client, { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE });
const policies = policiesIn(client, env.SUBSIDIES_TABLE);
const uploads = uploadsIn(client, env.SUBSIDIES_TABLE);
const objects = objectStoreAt(env.ATTACHMENTS_URL, client);

export const handler = createHttpHandler(
  attachmentOperations,
  {
    listUploads: listUploads(uploads, policies),
    startUpload: startUpload(uploads, policies, objects, () => newAttachmentId(randomBytes)),
    completeUpload: completeUpload(uploads, policies, objects, virusScannerAt(env.CLAMD_ADDRESS)),
    removeUpload: removeUpload(uploads, policies),
    getAttachment: getAttachment(applications, objects),
    downloadAttachment: downloadAttachment(applications, objects, downloadsIn(client, env.AUDIT_TABLE)),
  },
  () => new Date(),
);
