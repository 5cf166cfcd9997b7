import * as z from 'zod';
import { auditEventSchema, auditedEntitySchema } from '../domain/audit.ts';
import { daySchema } from '../domain/time.ts';
import { recordHeadSchema } from '../domain/trail/chain.ts';
import { exportedRecordSchema, exportScopeSchema } from '../domain/trail/export-file.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';

const eventSchema = auditEventSchema.meta({ id: 'AuditEvent' });

/** The name of an export, made from the request that opens it. */
const exportIdSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** The operations of the auditors on the trail: they read, and what they take away is itself put on record. */
export const auditOperations = {
  listAuditEvents: {
    method: 'GET',
    path: '/api/audit/events',
    function: 'audit-api',
    roles: ['auditor'],
    summary: {
      zh: '一条记录的审计轨迹',
      en: 'List the events of one record, with the head that the record keeps',
    },
    mutates: false,
    query: pageQuerySchema.extend({
      entity: auditedEntitySchema,
      order: z.enum(['oldest', 'newest']).optional(),
    }),
    response: z.object({
      events: z.array(eventSchema),
      head: recordHeadSchema.optional(),
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
  listAuditedRecords: {
    method: 'GET',
    path: '/api/audit/records',
    function: 'audit-api',
    roles: ['auditor'],
    summary: {
      zh: '某日有变动的记录，各列当日首个事件',
      en: 'List the records in which something happened on a day, each by its first event of the day, latest first',
    },
    mutates: false,
    /** Without a day it is today, by the server's clock. */
    query: pageQuerySchema.extend({ day: daySchema.optional() }),
    response: z.object({
      day: daySchema,
      records: z.array(eventSchema),
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
  openAuditExport: {
    method: 'POST',
    path: '/api/audit/exports',
    function: 'audit-api',
    roles: ['auditor'],
    summary: {
      zh: '发起审计轨迹导出（须写明用途，先记入轨迹再给数据）',
      en: 'Open an export of the trail: its purpose is put on record before any data is given',
    },
    mutates: true,
    body: exportScopeSchema,
    response: z.object({ exportId: exportIdSchema, event: eventSchema }),
    status: 201,
  },
  readAuditExport: {
    method: 'GET',
    path: '/api/audit/exports/{exportId}',
    function: 'audit-api',
    roles: ['auditor'],
    summary: {
      zh: '读取导出的一页：当期有变动的记录，各含全部事件',
      en: 'Read a page of an export: records that changed in its days, each with all its events',
    },
    mutates: false,
    params: z.object({ exportId: exportIdSchema }),
    query: z.object({ cursor: cursorSchema.optional() }),
    response: z.object({ records: z.array(exportedRecordSchema), nextCursor: cursorSchema.optional() }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
