/** Where the platform of this machine runs. */
export function platformOrigin(): string {
  return `http://localhost:${process.env['PORT'] ?? 3000}`;
}

/**
 * Asks the running platform of this machine, for the command lines `token` and `clock`; ends the process with one
 * clear sentence when there is none or it refuses.
 */
export async function askPlatform<T>(path: string, body?: object): Promise<T> {
  const origin = platformOrigin();
  let response: Response;
  try {
    response = await fetch(`${origin}${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  } catch {
    return giveUp(`No platform runs at ${origin}: start it with npm start (or give its PORT).`);
  }
  const answer = (await response.json()) as T & { error?: string };
  return response.ok ? answer : giveUp(answer.error ?? `The platform answered ${response.status}.`);
}

function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
