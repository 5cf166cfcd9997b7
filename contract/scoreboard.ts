import * as z from 'zod';
import { fenSchema } from '../domain/money.ts';
import { type ApplicationStatus, applicationStatuses } from '../domain/subsidies/application.ts';
import type { Operation } from './operation.ts';

const countSchema = z.object({ count: z.int().min(0), amountFen: fenSchema });
const byStatus = Object.fromEntries(applicationStatuses.map((status) => [status, countSchema])) as Record<
  ApplicationStatus,
  typeof countSchema
>;

/** The public figures (复工复产成绩单). */
export const scoreboardOperations = {
  getScoreboard: {
    method: 'GET',
    path: '/api/scoreboard',
    function: 'admin-api',
    roles: ['public'],
    summary: { zh: '复工复产成绩单', en: 'Get the scoreboard: applications by status, scans by colour' },
    mutates: false,
    response: z.object({
      applications: z.object(byStatus),
      scans: z.object({ green: z.int(), yellow: z.int(), red: z.int() }),
    }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
