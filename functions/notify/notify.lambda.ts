import * as z from 'zod';
import { channelIds } from '../../domain/notices/channels.ts';
import { deliveriesIn } from '../adapters/deliveries.ts';
import { deliveryQueueAt, sqs } from '../adapters/delivery-queue.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { noticeChannelsAt } from '../adapters/notice-channels.ts';
import { policiesIn } from '../adapters/policies.ts';
import { readEnvironment } from '../env.ts';
import { notify } from './notify.ts';

const env = readEnvironment('notify', process.env);
const client = dynamoDb();

export const handler = notify({
  deliveries: deliveriesIn(client, env.NOTICES_TABLE),
  queue: deliveryQueueAt(sqs(), env.NOTICES_QUEUE_URL, env.NOTICES_DEAD_LETTERS_URL),
  channels: noticeChannelsAt(z.record(z.enum(channelIds), z.url()).parse(JSON.parse(env.CHANNEL_URLS))),
  policies: policiesIn(client, env.SUBSIDIES_TABLE),
  siteUrl: env.SITE_URL,
  clock: () => new Date(),
  random: Math.random,
});
