import { existsSync, writeFileSync } from 'node:fs';
import { applyForAward, decideAll } from './demo/applications.ts';
import { registerVenues } from './demo/scans.ts';
import { signInAt } from './demo/sign-in.ts';
import { demoVenues } from './demo/venues.ts';
import { personOf } from './identity/logins.ts';

/**
 * A small demonstration through the public API: venues with their posters, five applications, two of them accepted.
 * @param marker file that says it was begun; nothing happens a second time, since the enterprises have applied by then
 * @param warn told in a sentence when it cannot be finished; the platform serves without it
 */
export async function seed(origin: string, marker: string, warn: (sentence: string) => void): Promise<void> {
  if (existsSync(marker)) return;
  writeFileSync(marker, 'begun\n');
  const signIn = signInAt(origin);
  const usccOf = (login: string) => personOf(login)?.uscc ?? '';
  const nothing = () => undefined;
  const enterprises = [1, 2, 3, 4, 5].map((number) => ({ number, resumedOn: `2020-02-1${number}` }));
  try {
    await registerVenues(await signIn('admin-1'), demoVenues, nothing);
    await applyForAward(signIn, usccOf, enterprises, nothing);
    await decideAll(signIn, ['office-1'], 2, () => ({ outcome: 'approve' }), nothing);
    console.log('  示例数据已就绪 The demonstration is seeded: 5 applications, venues with posters.\n');
  } catch (error) {
    warn(
      `The demonstration is not complete: ${(error as Error).message} (npm start -- --fresh begins it anew; everything else works.)`,
    );
  }
}
