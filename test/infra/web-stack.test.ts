import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { handler } from '../../infra/page-finder.ts';
import { china, production, synthesize } from './synthesized.ts';

const dev = synthesize();
const { template } = dev;
const [distribution] = template.distributions;

/** The headers that a path gets. */
function headersOf(pathPattern: string): Record<string, string> {
  const behavior = distribution?.behaviors.find((one) => one.pathPattern === pathPattern);
  const policy = template.responseHeadersPolicies.find(
    ({ policyId }) => policyId === behavior?.responseHeadersPolicyId,
  );
  return Object.fromEntries((policy?.headers ?? []).map(({ name, value }) => [name, value]));
}

describe('the bucket of the site', () => {
  it('is closed to everyone but the distribution, and to plain http', () => {
    expect(dev.only('web', 'AWS::S3::Bucket')['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const policy = dev.only('web', 'AWS::S3::BucketPolicy');
    const { Statement } = policy['PolicyDocument'] as { Statement: Record<string, unknown>[] };
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    });
    expect(
      Statement.some(
        ({ Effect, Condition }) => Effect === 'Deny' && JSON.stringify(Condition).includes('SecureTransport'),
      ),
    ).toBe(true);
  });

  it('keeps hashed files for a year in browsers, asks anew for pages, and puts hashed files there first', () => {
    const [hashed, pages] = template.bucketDeployments;
    expect(hashed).toMatchObject({
      include: ['*assets/*'],
      metadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    expect(pages).toMatchObject({
      exclude: ['*assets/*', '.vite/*'],
      metadata: { 'cache-control': 'no-cache' },
    });
    const [first, second] = dev.resources('web', 'Custom::CDKBucketDeployment');
    expect(first?.Properties['Prune']).toBe(false);
    expect(second).toHaveProperty('DependsOn');
  });
});

describe('the distribution', () => {
  it('sends the API its calls and everything else to the bucket', () => {
    const origins = distribution?.behaviors.map(({ pathPattern, originId }) => [pathPattern, originId]);
    expect(origins).toEqual([
      ['/api/openapi.json', 'site'],
      ['/api/docs*', 'site'],
      ['/api/*', 'api'],
      ['/console*', 'site'],
      ['*', 'site'],
    ]);
    expect(
      distribution?.origins.map(({ id, httpApiId, bucketName }) => [
        id,
        Boolean(httpApiId),
        Boolean(bucketName),
      ]),
    ).toEqual([
      ['site', false, true],
      ['api', true, false],
    ]);
  });

  it('speaks https only', () => {
    for (const { viewerProtocolPolicy } of distribution?.behaviors ?? []) {
      expect(['redirect-to-https', 'https-only']).toContain(viewerProtocolPolicy);
    }
  });

  it.each(['*', '/console*', '/api/*', '/api/docs*', '/api/openapi.json'])(
    'gives %s the headers that protect a page',
    (pattern) => {
      const headers = headersOf(pattern);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
      });
      expect(headers['permissions-policy']).toContain('camera=(self)');
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain(
        "connect-src 'self' https://identity.fugong.example https://fugong-dev-attachments-",
      );
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe-eval');
      expect(policy.includes("'unsafe-inline'")).toBe(pattern === '/console*');
    },
  );

  it('takes a certificate of ACM in aws and one of IAM in aws-cn', () => {
    const certificateId = 'arn:aws:acm:us-east-1:000000000000:certificate/a';
    const own = synthesize({ ...production, domainName: 'fugong.zone.test', certificateId });
    const certificate = (synthesized: ReturnType<typeof synthesize>) => {
      const found = synthesized.only('web', 'AWS::CloudFront::Distribution');
      return (found['DistributionConfig'] as { ViewerCertificate: unknown }).ViewerCertificate;
    };
    expect(certificate(own)).toMatchObject({
      AcmCertificateArn: certificateId,
      SslSupportMethod: 'sni-only',
    });
    expect(certificate(synthesize(china))).toMatchObject({ IamCertificateId: 'ASCAEXAMPLE' });
  });
});

describe('finding the page of a path', () => {
  const find = (uri: string) => handler({ request: { uri } });

  it.each([
    ['/apply', '/apply/index.html'],
    ['/apply/', '/apply/index.html'],
    ['/apply/policies/resumption-award', '/apply/index.html'],
    ['/apply/assets/index-3fa2.js', '/apply/assets/index-3fa2.js'],
    ['/console/reviews/A1', '/console/index.html'],
    ['/s', '/scan/index.html'],
    ['/s/', '/scan/index.html'],
    ['/s/eyJ2.eyJr-_.c2ln', '/scan/index.html'],
    ['/officer', '/scan/officer.html'],
    ['/officer/certificate', '/scan/officer.html'],
    ['/api/docs', '/api/docs/index.html'],
    ['/api/docs/', '/api/docs/index.html'],
    ['/api/docs/api-page.css', '/api/docs/api-page.css'],
    ['/api/openapi.json', '/api/openapi.json'],
    ['/config.json', '/config.json'],
    ['/assets/scan-1b2c.css', '/assets/scan-1b2c.css'],
  ])('%s is %s', (uri, page) => {
    expect(find(uri)).toEqual({ uri: page });
  });

  it('sends the bare domain to the application form', () => {
    expect(find('/')).toMatchObject({ statusCode: 302, headers: { location: { value: '/apply/' } } });
  });

  it.each(['/nothing', '/applyx', '/console-x', '/sx/a'])('says that %s is no page', (uri) => {
    expect(find(uri)).toMatchObject({ statusCode: 404 });
  });

  it('is the very code that CloudFront gets, as a plain script', () => {
    const [deployed] = template.cloudFrontFunctions;
    expect(deployed?.runtime).toBe('cloudfront-js-2.0');
    expect(deployed?.code).not.toMatch(/^\s*(export|import)\b/m);
    expect(Buffer.byteLength(deployed?.code ?? '')).toBeLessThan(10_240);
    const run = (uri: string) =>
      runInNewContext(`${deployed?.code}; handler({ request: { uri: '${uri}' } }).uri`);
    expect(run('/s/a.b')).toBe('/scan/index.html');
    expect(run('/console/assets/a.js')).toBe('/console/assets/a.js');
  });
});
