import * as z from 'zod';
import {
  announcedFileSchema,
  attachmentIdSchema,
  attachmentSchema,
  uploadSchema,
} from '../domain/subsidies/attachment.ts';
import { policySchema } from '../domain/subsidies/policy.ts';
import { instantSchema } from '../domain/time.ts';
import type { Operation } from './operation.ts';
import { applicationParams } from './timeline.ts';

/** An attachment as it is shown; which stored object it is concerns nobody outside. */
export const attachmentViewSchema = attachmentSchema.omit({ objectVersion: true }).meta({ id: 'Attachment' });

const policyParams = z.object({ policyId: policySchema.shape.id });
const uploadParams = policyParams.extend({ attachmentId: attachmentIdSchema });
const attachmentParams = applicationParams.extend({ attachmentId: attachmentIdSchema });

/** Where a file is fetched from, for a few minutes; it comes as a download under its own name. */
const downloadSchema = z.object({ url: z.url(), expiresAt: instantSchema });

/** The operations on attachments (佐证材料): up, by the enterprise; down, by whoever may see the application. */
export const attachmentOperations = {
  listUploads: {
    method: 'GET',
    path: '/api/policies/{policyId}/uploads',
    function: 'attachment-api',
    roles: ['enterprise'],
    summary: { zh: '已上传的佐证材料', en: 'List what was uploaded for the next submission under a policy' },
    mutates: false,
    params: policyParams,
    response: z.object({ attachments: z.array(attachmentViewSchema) }),
    status: 200,
  },
  startUpload: {
    method: 'POST',
    path: '/api/policies/{policyId}/uploads',
    function: 'attachment-api',
    roles: ['enterprise'],
    summary: {
      zh: '开始上传佐证材料',
      en: 'Announce a file and get the address that takes it, and no other',
    },
    mutates: true,
    params: policyParams,
    body: announcedFileSchema,
    /** PUT the file to `url` with exactly these headers, before `expiresAt`; then call completeUpload. */
    response: z.object({
      attachmentId: attachmentIdSchema,
      url: z.url(),
      headers: z.record(z.string(), z.string()),
      expiresAt: instantSchema,
    }),
    status: 201,
  },
  completeUpload: {
    method: 'POST',
    path: '/api/policies/{policyId}/uploads/{attachmentId}/completion',
    function: 'attachment-api',
    roles: ['enterprise'],
    summary: { zh: '完成上传并检查材料', en: 'Have an uploaded file looked through and taken' },
    mutates: true,
    params: uploadParams,
    response: attachmentViewSchema,
    status: 200,
  },
  removeUpload: {
    method: 'POST',
    path: '/api/policies/{policyId}/uploads/{attachmentId}/removal',
    function: 'attachment-api',
    roles: ['enterprise'],
    summary: { zh: '移除已上传的材料', en: 'Remove an upload that is not submitted' },
    mutates: true,
    params: uploadParams,
    response: uploadSchema.pick({ attachmentId: true }),
    status: 200,
  },
  getAttachment: {
    method: 'GET',
    path: '/api/applications/{applicationId}/attachments/{attachmentId}',
    function: 'attachment-api',
    roles: ['enterprise'],
    summary: { zh: '下载本单位申报的材料', en: 'Get an attachment of my enterprise’s application' },
    mutates: false,
    params: attachmentParams,
    response: downloadSchema,
    status: 200,
  },
  downloadAttachment: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/attachments/{attachmentId}/download',
    function: 'attachment-api',
    roles: ['office', 'bureau', 'finance', 'auditor'],
    summary: {
      zh: '审核人员下载材料（留痕）',
      en: 'Get an attachment as its reviewers see it; goes on record',
    },
    mutates: true,
    params: attachmentParams,
    response: downloadSchema,
    status: 200,
  },
} as const satisfies Record<string, Operation>;
