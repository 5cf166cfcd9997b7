import type { gateOperations } from '../../contract/gate.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CodeKeys } from '../adapters/code-keys.ts';
import type { Scans } from '../adapters/scans.ts';
import { readPass } from '../adapters/signed-tokens.ts';
import type { Implementation } from '../http.ts';

/** Verifies a shown pass; the stored scan tells whether a certificate has let its holder in since. */
export function verifyPass(keys: CodeKeys, scans: Scans): Implementation<typeof gateOperations.verifyPass> {
  return async ({ body, now }) => {
    const pass = readPass(keys, body.pass, now);
    const scan = await scans.read(pass.scanId, now);
    if (!scan) throw new DomainError('scan-not-found');
    return { ...pass, mayEnter: pass.mayEnter || scan.mayEnter };
  };
}
