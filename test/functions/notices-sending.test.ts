import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Address } from '../../domain/notices/channels.ts';
import { enterpriseInbox } from '../../domain/notices/inbox.ts';
import { type Notice, noticesOf } from '../../domain/notices/notice.ts';
import { paces } from '../../domain/notices/pace.ts';
import { type Choices, noSettings, type OutcomeOfSend } from '../../domain/notices/settings.ts';
import { deliveriesIn } from '../../functions/adapters/deliveries.ts';
import { inboxesIn } from '../../functions/adapters/inboxes.ts';
import type { Message } from '../../functions/adapters/notice-channels.ts';
import { noticeSettingsIn, subscribersIn } from '../../functions/adapters/notice-settings.ts';
import type { Delivery } from '../../functions/adapters/notices-items.ts';
import { policiesIn } from '../../functions/adapters/policies.ts';
import { notify } from '../../functions/notify/notify.ts';
import { dispatch } from '../../functions/relay/dispatch.ts';
import { application, DAY, MINUTE, OPENING } from '../builders/applications.ts';
import { usccOf } from '../builders/enterprises.ts';
import { createTables, type TestTables } from '../builders/tables.ts';

const inbox = enterpriseInbox(usccOf(1));
const robot: Address = { channel: 'dingtalk', token: 'a'.repeat(64), secret: 'SEC1' };
const number: Address = { channel: 'sms', number: '19900000001' };

let tables: TestTables;
let world: World;
beforeEach(async () => {
  tables = await createTables();
  world = new World();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

/** A queue and channels under a clock of their own: time passes when nothing is left to do. */
class World {
  now = OPENING.getTime();
  readonly waiting: { dueAt: number; body: string; tries: number; handle: string }[] = [];
  readonly arrived: { at: number; to: string; requestId: string; message: Message }[] = [];
  readonly givenUp: object[] = [];
  /** What the channels answer, until it is told otherwise. */
  outcome: (requestId: string) => OutcomeOfSend | 'crash' = () => 'sent';
  #handles = 0;

  add(delivery: Delivery, waitMs = 0): void {
    this.#handles += 1;
    const body = JSON.stringify(delivery);
    this.waiting.push({ dueAt: this.now + waitMs, body, tries: 0, handle: `handle-${this.#handles}` });
  }

  /** The function as a cold start makes it. */
  start() {
    return notify({
      deliveries: deliveriesIn(tables.client, tables.notices),
      policies: policiesIn(tables.client, tables.subsidies),
      siteUrl: 'https://fugong.example',
      clock: () => new Date(this.now),
      random: () => 0.5,
      queue: {
        addLater: async (delivery, waitMs) => this.add(delivery, waitMs),
        hide: async (handle, seconds) => {
          const message = this.waiting.find((each) => each.handle === handle);
          if (message) message.dueAt = this.now + seconds * 1000;
        },
        giveUp: async (delivery, reason) => void this.givenUp.push({ ...delivery, reason }),
      },
      channels: {
        send: async (address, message, requestId) => {
          const outcome = this.outcome(requestId);
          if (outcome === 'sent' || outcome === 'crash') {
            const to = address.channel === 'sms' ? address.number : address.token;
            this.arrived.push({ at: this.now, to, requestId, message });
          }
          if (outcome === 'crash') throw new Error('the function was killed');
          return outcome;
        },
      },
    });
  }

  /** Receives what is due, `senders` messages side by side, and goes on to when the next is due; to the end. */
  async run(senders = 2, restartEvery = 7): Promise<void> {
    let handler = this.start();
    for (let round = 1; this.waiting.length > 0; round += 1) {
      if (round % restartEvery === 0) handler = this.start();
      this.waiting.sort((a, b) => a.dueAt - b.dueAt);
      this.now = Math.max(this.now, this.waiting[0]?.dueAt ?? 0) + 40;
      const batch = this.waiting.filter(({ dueAt }) => dueAt <= this.now).slice(0, senders);
      await Promise.all(
        batch.map(async (message) => {
          message.tries += 1;
          message.dueAt = this.now + 360_000;
          const { batchItemFailures } = await handler({ Records: [recordOf(message)] });
          const done = batchItemFailures.length === 0 || message.tries >= 8;
          if (batchItemFailures.length > 0 && done) this.givenUp.push(JSON.parse(message.body));
          if (done) this.waiting.splice(this.waiting.indexOf(message), 1);
        }),
      );
    }
  }
}

function recordOf({ body, handle, tries }: { body: string; handle: string; tries: number }): SQSRecord {
  return {
    messageId: handle,
    receiptHandle: handle,
    body,
    attributes: { ApproximateReceiveCount: String(tries) },
  } as SQSRecord;
}

/** Saves what a person wants, and where to. */
async function subscribe(sub: string, choices: Partial<Choices>, addresses: readonly Address[]) {
  const settings = noticeSettingsIn(tables.client, tables);
  await settings.save(
    { inbox, sub },
    {
      ...noSettings,
      version: 1,
      choices: { ...noSettings.choices, ...choices },
      sub,
      answered: { key: 'k', digest: 'd', response: true },
    },
    Object.fromEntries(addresses.map((address) => [address.channel, address])),
    { seq: 0, hash: '' },
    {
      entity: `NOTICE-SETTINGS#${sub}`,
      at: OPENING.toISOString(),
      by: sub,
      byRole: 'enterprise',
      action: 'a',
      to: 'b',
    },
  );
}

/** Puts arrivals of applications into the inbox and dispatches them, as relay and stream do. */
async function announce(count: number): Promise<Notice[]> {
  const inboxes = inboxesIn(tables.client, tables.notices);
  const notices = Array.from({ length: count }, (_, index) => {
    const applicationId = `7K3M9Q2X${String(index).padStart(4, '0')}`;
    const [made] = noticesOf({ before: undefined, after: application({ applicationId }) });
    if (!made) throw new RangeError('an arrival yields a notice');
    return made.notice;
  });
  const carryOn = dispatch(subscribersIn(tables.client, tables.notices), {
    add: async (deliveries) => {
      for (const delivery of deliveries) world.add(delivery);
    },
  });
  for (const notice of notices) {
    await inboxes.put(inbox, notice);
    await carryOn({ pk: `INBOX#${inbox}`, sk: notice.noticeId });
  }
  return notices;
}

const outcomes = (sub: string) => noticeSettingsIn(tables.client, tables).lastOutcomes({ inbox, sub });

describe('A hundred notices for one robot', () => {
  it('all arrive, once each, and never more than twenty in any minute, over restarts and side by side', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    const notices = await announce(100);
    await world.run(4);
    const requests = world.arrived.map(({ requestId }) => requestId);
    expect(requests).toHaveLength(notices.length);
    expect(new Set(requests).size).toBe(notices.length);
    for (const { at } of world.arrived) {
      const within = world.arrived.filter((other) => other.at >= at && other.at < at + 60_000);
      expect(within.length).toBeLessThanOrEqual(paces.dingtalk.count);
    }
    expect(world.givenUp).toEqual([]);
  }, 120_000);
});

describe('A message', () => {
  it('goes to those who want its kind by the channel, in words that name nobody, with a link', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'], sms: ['approved'] }, [robot, number]);
    await announce(1);
    await world.run();
    expect(world.arrived).toMatchObject([
      {
        to: robot.channel === 'dingtalk' ? robot.token : '',
        message: {
          text: '申报已收到\n《复工复产奖励》申报已收到，受理编号 7K3M-9Q2X-0000。凭编号可随时查询进度。',
          link: 'https://fugong.example/apply/applications/7K3M9Q2X0000',
        },
      },
    ]);
    expect(await outcomes('enterprise-1')).toMatchObject({ dingtalk: { outcome: 'sent' } });
  });

  it('reaches a robot once, though two people named it and the stream told of the notice twice', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    await subscribe('enterprise-2', { dingtalk: ['received'] }, [robot]);
    await announce(1);
    await announce(1);
    await world.run();
    expect(world.waiting).toEqual([]);
    expect(world.arrived).toHaveLength(1);
  });

  it('holds ids only while it waits', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'], sms: ['received'] }, [robot, number]);
    await announce(1);
    const bodies = world.waiting.map(({ body }) => body).join();
    expect(bodies).not.toMatch(/示例|1990000|aaaa|SEC|复工/);
    expect(JSON.parse(world.waiting[0]?.body ?? '')).toEqual({
      inbox,
      sub: 'enterprise-1',
      channel: 'dingtalk',
      language: 'zh',
      about: { noticeId: expect.stringMatching(/#received$/) },
    });
  });

  it('that was sent but not noted because of a crash comes a second time, under the same request id', async () => {
    await subscribe('enterprise-1', { sms: ['received'] }, [number]);
    await announce(1);
    let crashes = 1;
    world.outcome = () => (crashes-- > 0 ? 'crash' : 'sent');
    await world.run();
    expect(world.arrived).toHaveLength(2);
    expect(new Set(world.arrived.map(({ requestId }) => requestId)).size).toBe(1);
    expect(world.givenUp).toEqual([]);
  });

  it('is tried again with growing pauses while the channel is down, and arrives when it is back', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    await announce(1);
    const tries: number[] = [];
    world.outcome = () => {
      tries.push(world.now);
      return tries.length < 5 ? 'unavailable' : 'sent';
    };
    await world.run();
    expect(world.arrived).toHaveLength(1);
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(pauses.every((pause, index) => index === 0 || pause > (pauses[index - 1] ?? 0))).toBe(true);
    expect(pauses[0]).toBeGreaterThanOrEqual(5_000);
  });

  it('ends in the dead-letter queue after its last try, by its ids', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    await announce(1);
    world.outcome = () => 'unavailable';
    await world.run();
    expect(world.arrived).toEqual([]);
    expect(world.givenUp).toMatchObject([{ inbox, channel: 'dingtalk' }]);
    expect(await outcomes('enterprise-1')).toMatchObject({ dingtalk: { outcome: 'unavailable' } });
  });

  it('that is refused goes to the dead letters at once with its ids and the reason, and its person sees it', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    await announce(1);
    world.outcome = () => 'refused';
    await world.run();
    expect(world.givenUp).toMatchObject([{ sub: 'enterprise-1', channel: 'dingtalk', reason: 'refused' }]);
    expect(JSON.stringify(world.givenUp)).not.toMatch(/aaaa|SEC|示例/);
    expect(await outcomes('enterprise-1')).toMatchObject({ dingtalk: { outcome: 'refused' } });
  });

  it('waits as long as the pace says where the robot itself says that it gets too much, and so do the others', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    await announce(3);
    let limited = 1;
    world.outcome = () => (limited-- > 0 ? 'limited' : 'sent');
    const began = world.now;
    await world.run(1);
    expect(world.arrived).toHaveLength(3);
    for (const { at } of world.arrived) expect(at - began).toBeGreaterThan(60_000);
  });

  it('a day old is given up: the inbox has it', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, [robot]);
    await announce(1);
    world.now += DAY + MINUTE;
    for (const message of world.waiting) message.dueAt = world.now;
    await world.run();
    expect(world.arrived).toEqual([]);
    expect(world.givenUp).toMatchObject([{ reason: 'too-old' }]);
  });

  it('to a channel that was taken away meanwhile is dropped', async () => {
    await subscribe('enterprise-1', { dingtalk: ['received'] }, []);
    await announce(1);
    await world.run();
    expect([world.arrived, world.givenUp, world.waiting]).toEqual([[], [], []]);
  });

  it('that cannot be read ends in the dead letters and is not logged', async () => {
    world.waiting.push({ dueAt: world.now, body: '{"number":"19900000001"}', tries: 0, handle: 'poison' });
    await world.run();
    expect(world.givenUp).toHaveLength(1);
    expect(JSON.stringify(vi.mocked(console.error).mock.calls)).not.toContain('1990000');
  });
});
