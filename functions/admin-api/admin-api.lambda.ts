import { randomBytes } from 'node:crypto';
import { scoreboardOperations } from '../../contract/scoreboard.ts';
import { venueOperations } from '../../contract/venues.ts';
import { deriveCodeKeys } from '../adapters/code-keys.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { readScoreboard } from '../adapters/scoreboard.ts';
import { venuesIn } from '../adapters/venues.ts';
import { readEnvironment } from '../env.ts';
import { createHttpHandler } from '../http.ts';
import { createVenue } from './create-venue.ts';
import { getScoreboard } from './get-scoreboard.ts';
import { getVenuePoster } from './get-venue-poster.ts';
import { listVenues } from './list-venues.ts';

const env = readEnvironment('admin-api', process.env);
const client = dynamoDb();
const venues = venuesIn(client, env.ITINERARY_TABLE, env.AUDIT_TABLE);
const tables = { subsidies: env.SUBSIDIES_TABLE, itinerary: env.ITINERARY_TABLE };

export const handler = createHttpHandler(
  { ...venueOperations, ...scoreboardOperations },
  {
    createVenue: createVenue(venues, randomBytes),
    listVenues: listVenues(venues),
    getVenuePoster: getVenuePoster(venues, deriveCodeKeys(env.CODE_SECRET), env.SITE_URL),
    getScoreboard: getScoreboard(() => readScoreboard(client, tables)),
  },
  () => new Date(),
);
