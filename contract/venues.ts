import * as z from 'zod';
import { venueSchema } from '../domain/itinerary/venue.ts';
import { offices } from '../domain/zone/offices.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';

/** What is stated of a new venue; its office is one of the zone's. */
export const newVenueSchema = venueSchema
  .pick({ name: true, kind: true })
  .extend({ officeId: z.enum(offices.map(({ officeId }) => officeId)) })
  .strict();

/** The operations on venues and their posters. */
export const venueOperations = {
  createVenue: {
    method: 'POST',
    path: '/api/venues',
    function: 'admin-api',
    roles: ['admin'],
    summary: { zh: '登记场所', en: 'Register a venue' },
    mutates: true,
    body: newVenueSchema,
    response: venueSchema,
    status: 201,
  },
  listVenues: {
    method: 'GET',
    path: '/api/venues',
    function: 'admin-api',
    roles: ['admin', 'office'],
    summary: { zh: '场所列表', en: 'List the venues' },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({ venues: z.array(venueSchema), nextCursor: cursorSchema.optional() }),
    status: 200,
  },
  getVenuePoster: {
    method: 'GET',
    path: '/api/venues/{venueId}/poster',
    function: 'admin-api',
    roles: ['admin', 'office'],
    summary: { zh: '场所二维码海报', en: 'Get the poster of a venue: its QR code’s address' },
    mutates: false,
    params: venueSchema.pick({ venueId: true }),
    response: z.object({ venue: venueSchema, /** What the QR code says. */ url: z.url() }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
