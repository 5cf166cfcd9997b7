import { gateOperations } from '../../contract/gate.ts';
import { certificatesIn } from '../adapters/certificates.ts';
import { deriveCodeKeys } from '../adapters/code-keys.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { scansIn } from '../adapters/scans.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { verifyCertificate } from './verify-certificate.ts';
import { verifyPass } from './verify-pass.ts';

const env = readEnvironment('gate-api', process.env);
const client = dynamoDb();
const scans = scansIn(client, env.ITINERARY_TABLE);

export const handler = createHttpHandler(
  gateOperations,
  {
    verifyPass: verifyPass(deriveCodeKeys(env.CODE_SECRET), scans),
    verifyCertificate: verifyCertificate(scans, certificatesIn(client, env.ITINERARY_TABLE, env.AUDIT_TABLE)),
  },
  () => new Date(),
);
