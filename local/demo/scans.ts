import type { Client } from '../../contract/client.ts';
import { forEachLimited } from './progress.ts';

/** A phone at a gate: consent, the carrier's SMS, the code typed, the verdict. */
export async function scanAll(
  anyone: Client,
  venueTokens: readonly string[],
  phoneNumbers: readonly string[],
  readSms: (phoneNumber: string) => Promise<string | undefined>,
  onDone: (done: number) => void,
): Promise<void> {
  await forEachLimited(
    phoneNumbers.map((phoneNumber, index) => ({
      phoneNumber,
      venueToken: venueTokens[index % venueTokens.length] ?? '',
    })),
    6,
    async ({ phoneNumber, venueToken }) => {
      const challenge = await anyone.requestItinerary({ body: { venueToken, phoneNumber, consent: true } });
      const code = challenge.codeRequired ? await readSms(phoneNumber) : undefined;
      await anyone.recordScan({ body: { challenge: challenge.challenge, ...(code ? { code } : {}) } });
    },
    onDone,
  );
}

/** Places of each kind show their code; returns the token each poster's QR code carries. */
export async function registerVenues(
  admin: Client,
  venues: readonly Parameters<Client['createVenue']>[0]['body'][],
  onDone: (done: number) => void,
): Promise<string[]> {
  const tokens: string[] = [];
  await forEachLimited(
    venues,
    1,
    async (body) => {
      const { venueId } = await admin.createVenue({ body });
      const { url } = await admin.getVenuePoster({ params: { venueId } });
      tokens.push(new URL(url).pathname.split('/').at(-1) ?? '');
    },
    onDone,
  );
  return tokens;
}
