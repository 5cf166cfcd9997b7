import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { scanOperations } from '../../contract/scan.ts';
import { carriersAt } from '../adapters/carriers.ts';
import { deriveCodeKeys } from '../adapters/code-keys.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { scansIn } from '../adapters/scans.ts';
import { venuesIn } from '../adapters/venues.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { recordScan } from './record-scan.ts';
import { requestItinerary } from './request-itinerary.ts';

const env = readEnvironment('scan', process.env);
const client = dynamoDb();
const keys = deriveCodeKeys(env.CODE_SECRET);
const carriers = carriersAt(JSON.parse(env.CARRIER_URLS) as Record<string, string>, () => performance.now());

export const handler = createHttpHandler(
  scanOperations,
  {
    requestItinerary: requestItinerary(keys, venuesIn(client, env.ITINERARY_TABLE), carriers, randomBytes),
    recordScan: recordScan(keys, carriers, scansIn(client, env.ITINERARY_TABLE)),
  },
  () => new Date(),
);
