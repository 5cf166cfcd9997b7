import type { gateOperations } from '../../contract/gate.ts';
import { canonicalJson } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { examineCertificate } from '../../domain/itinerary/certificate.ts';
import { rulesInForce } from '../../domain/itinerary/rules/published.ts';
import { toInstant } from '../../domain/time.ts';
import type { Certificates } from '../adapters/certificates.ts';
import type { Scans } from '../adapters/scans.ts';
import type { Implementation } from '../http.ts';

/**
 * Examines a health certificate for a yellow code; a good one lets its holder in at once. A repeat finds it accepted.
 * Accepted and refused certificates both leave an event; each event is a chain of its own, named after the request.
 */
export function verifyCertificate(
  scans: Scans,
  certificates: Certificates,
): Implementation<typeof gateOperations.verifyCertificate> {
  return async ({ body, actor, request, now }) => {
    const { scanId, certificate } = body;
    const scan = await scans.read(scanId, now);
    if (!scan) throw new DomainError('scan-not-found');
    if (scan.verdict.nextStep !== 'show-health-certificate') throw new DomainError('certificate-not-needed');
    if (scan.mayEnter && scan.certificateAt) {
      if (canonicalJson(scan.certificate) !== canonicalJson(certificate))
        throw new DomainError('certificate-not-needed');
      return { scanId, result: 'accepted', mayEnter: true, verifiedAt: scan.certificateAt };
    }
    const result = examineCertificate(certificate, rulesInForce(now).pack, now);
    const at = toInstant(now);
    const entry = {
      entity: `SCAN#${scanId}#CERTIFICATE#${result}#${at}#${request.digest.slice(0, 16)}`,
      at,
      by: actor.sub,
      byRole: actor.role,
      action: 'verifyCertificate',
      to: result,
      detail: {
        issuer: certificate.issuer,
        issuerLevel: certificate.issuerLevel,
        division: certificate.division,
        issuedOn: certificate.issuedOn,
      },
    };
    if (result === 'accepted') await certificates.accept(scanId, certificate, entry);
    else await certificates.refuse(entry);
    return { scanId, result, mayEnter: result === 'accepted', verifiedAt: at };
  };
}
