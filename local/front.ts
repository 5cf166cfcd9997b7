import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { CLOCK_FORMS, parseClockCommand } from './clock/clock-command.ts';
import type { LocalClock } from './clock/local-clock.ts';
import type { Identity } from './identity/identity.ts';
import { OBJECTS_PATH, type Objects } from './objects/objects.ts';

export interface FrontOptions {
  site: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  identity: Identity;
  clock: LocalClock;
  /** Makes everything happen that is due after the clock moved. */
  clockMoved: () => Promise<void>;
  /** Serves the versioned buckets below `OBJECTS_PATH`. */
  objects: Objects['handle'];
  /** Where the carrier simulator answers; its SMS inbox is shown under `/local/sms/<number>`. */
  carriersUrl: string;
  /** Where the simulator of the channels answers; what was sent is shown under `/local/notices`. */
  channelsUrl: string;
  /** Takes one line a request: time, method, path without what could be personal, status, milliseconds. */
  log: (line: string) => void;
  /** Told of faults of the platform itself. */
  fault: (error: unknown) => void;
}

/** The one door of the platform: the site, the identity under `/oidc`, and what only a laptop has under `/local`. */
export function openFront(options: FrontOptions): RequestListener {
  return (request, response) => {
    const started = performance.now();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    response.once('close', () => {
      const shown = path.replace(/^\/(s|local\/sms|oidc)\/.*/, '/$1/…');
      options.log(
        `${new Date().toISOString()} ${request.method} ${shown} ${response.statusCode} ${(performance.now() - started).toFixed(1)}`,
      );
    });
    if (path.startsWith('/oidc/')) return options.identity.handle(request, response);
    const answering = path.startsWith('/local/')
      ? local(options, path, request, response)
      : options.site(request, response);
    answering.catch((error: unknown) => {
      options.fault(error);
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/json' });
      response.end('{"message":"Bad Gateway"}');
    });
  };
}

/** Tokens, clock, SMS inbox and attachments: for this machine only. */
async function local(
  options: FrontOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const remote = request.socket.remoteAddress ?? '';
  if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(remote))
    return answer(403, { error: 'This is for the machine itself only.' });
  if (path.startsWith(`${OBJECTS_PATH}/`)) return options.objects(request, response);
  const route = `${request.method} ${path}`;
  if (route === 'POST /local/token') {
    const { login = '' } = (await json(request)) as { login?: string };
    const token = await options.identity.tokenFor(login);
    return token ? answer(200, { token }) : answer(404, { error: `There is no login ${login}.` });
  }
  if (route === 'GET /local/clock') return answer(200, { localTime: options.clock.now().toISOString() });
  if (route === 'POST /local/clock') {
    const { command = '' } = (await json(request)) as { command?: string };
    const before = options.clock.now();
    const moment = parseClockCommand(command, before, new Date());
    if (!moment) return answer(400, { error: `A clock is moved by ${CLOCK_FORMS}.` });
    options.clock.moveTo(moment);
    await options.clockMoved();
    return answer(200, { before: before.toISOString(), localTime: options.clock.now().toISOString() });
  }
  if (path.startsWith('/local/sms/') && request.method === 'GET') {
    const inbox = await fetch(
      `${options.carriersUrl}/sms/${encodeURIComponent(path.slice('/local/sms/'.length))}`,
    );
    return answer(inbox.status, (await inbox.json()) as object);
  }
  if (route === 'GET /local/notices') {
    const sent = await fetch(`${options.channelsUrl}/messages`);
    return answer(sent.status, (await sent.json()) as object);
  }
  return answer(404, { error: 'There is nothing here.' });
}
