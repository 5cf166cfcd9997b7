import { type Client, createClient } from '../../contract/client.ts';
import { operations } from '../../contract/routes.ts';
import type { SignIn } from './applications.ts';

/** The API as nobody in particular, for public operations. */
export function visitorAt(origin: string): Client {
  return clientAt(origin, undefined);
}

/** Signs in at a local platform, each login once; tokens are good for the whole story. */
export function signInAt(origin: string): SignIn {
  const clients = new Map<string, Promise<Client>>();
  return (login) => {
    const client = clients.get(login) ?? tokenFor(origin, login).then((token) => clientAt(origin, token));
    clients.set(login, client);
    return client;
  };
}

async function tokenFor(origin: string, login: string): Promise<string> {
  const response = await fetch(`${origin}/local/token`, { method: 'POST', body: JSON.stringify({ login }) });
  if (!response.ok) throw new Error(`no token for ${login}: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

function clientAt(origin: string, token: string | undefined): Client {
  return createClient(operations, {
    baseUrl: origin,
    fetch,
    token: async () => token,
    language: () => 'en',
    newKey: () => crypto.randomUUID(),
  });
}
