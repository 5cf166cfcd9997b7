import { auditOperations } from '../../contract/audit.ts';
import { auditExportsIn } from '../adapters/audit-exports.ts';
import { auditHeadsIn } from '../adapters/audit-heads.ts';
import { auditReaderIn } from '../adapters/audit-reader.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { listAuditEvents } from './list-audit-events.ts';
import { listAuditedRecords } from './list-audited-records.ts';
import { openAuditExport } from './open-audit-export.ts';
import { readAuditExport } from './read-audit-export.ts';

const env = readEnvironment('audit-api', process.env);
const client = dynamoDb();
const reader = auditReaderIn(client, env.AUDIT_TABLE);
const heads = auditHeadsIn(client, env.SUBSIDIES_TABLE);
const exports = auditExportsIn(client, env.AUDIT_TABLE, reader, heads);

export const handler = createHttpHandler(
  auditOperations,
  {
    listAuditEvents: listAuditEvents(reader, heads),
    listAuditedRecords: listAuditedRecords(reader),
    openAuditExport: openAuditExport(exports),
    readAuditExport: readAuditExport(exports),
  },
  () => new Date(),
);
