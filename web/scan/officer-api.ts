import { gateCalls } from '../../contract/calls.ts';
import { createClient } from '../../contract/client.ts';
import type { RequestOf, ResponseOf } from '../../contract/routes.ts';
import { currentLanguage } from '../ui/language.ts';
import { session } from './officer-session.ts';

export type Checked = ResponseOf<'verifyPass'>;
export type CertificateBody = RequestOf<'verifyCertificate'>['body']['certificate'];

const client = createClient(gateCalls, {
  baseUrl: '',
  fetch: (input, init) => fetch(input, init),
  token: () => session.accessToken(),
  language: currentLanguage,
  newKey: () => crypto.randomUUID(),
});

export function verifyPass(pass: string): Promise<Checked> {
  return client.verifyPass({ body: { pass } });
}

export function verifyCertificate(
  scanId: string,
  certificate: CertificateBody,
): Promise<ResponseOf<'verifyCertificate'>> {
  return client.verifyCertificate({ body: { scanId, certificate } });
}
