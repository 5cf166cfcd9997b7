import { describe, expect, it } from 'vitest';
import { UPLOAD_DAYS } from '../../domain/subsidies/attachment.ts';
import { production, synthesize } from './synthesized.ts';

const tablesOf = (synthesized: ReturnType<typeof synthesize>) =>
  new Map(
    synthesized
      .resources('data', 'AWS::DynamoDB::Table')
      .map((table) => [String(table.Properties['TableName']).replace(/^fugong-\w+-/, ''), table] as const),
  );
const dev = synthesize();
const prod = synthesize(production);

describe('the tables', () => {
  it('are four, named after the environment', () => {
    expect([...tablesOf(dev).keys()].sort()).toEqual(['audit', 'itinerary', 'notices', 'subsidies']);
    expect(prod.template.tables.map(({ name }) => name).sort()).toEqual([
      'fugong-prod-audit',
      'fugong-prod-itinerary',
      'fugong-prod-notices',
      'fugong-prod-subsidies',
    ]);
  });

  it.each(['subsidies', 'itinerary', 'audit', 'notices'])(
    '%s is paid by request and can be restored to any second',
    (name) => {
      expect(tablesOf(dev).get(name)?.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    },
  );

  it.each(['subsidies', 'itinerary', 'audit', 'notices'])(
    '%s cannot be deleted in production, and stays when its stack goes',
    (name) => {
      expect(tablesOf(prod).get(name)?.Properties['DeletionProtectionEnabled']).toBe(true);
      expect(tablesOf(prod).get(name)?.DeletionPolicy).toBe('Retain');
      expect(tablesOf(dev).get(name)?.Properties['DeletionProtectionEnabled']).toBe(false);
    },
  );

  it.each(['itinerary', 'notices'])('encrypts %s under a key of its own, which rotates', (name) => {
    for (const { Properties } of dev.resources('data', 'AWS::KMS::Key'))
      expect(Properties['EnableKeyRotation']).toBe(true);
    expect(tablesOf(dev).get(name)?.Properties['SSESpecification']).toMatchObject({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${name}key`)), 'Arn'] },
    });
  });

  it('lets only itineraries and notices expire', () => {
    const expiry = dev.template.tables.map(({ name, expiryAttribute }) => [name, expiryAttribute]);
    expect(Object.fromEntries(expiry)).toEqual({
      'fugong-dev-subsidies': undefined,
      'fugong-dev-itinerary': 'expiresAt',
      'fugong-dev-audit': undefined,
      'fugong-dev-notices': 'expiresAt',
    });
  });

  it('streams old and new images of what the relay carries on', () => {
    const streams = dev.template.tables.map(({ name, streamViewType }) => [name, streamViewType]);
    expect(Object.fromEntries(streams)).toEqual({
      'fugong-dev-subsidies': 'NEW_AND_OLD_IMAGES',
      'fugong-dev-itinerary': 'NEW_AND_OLD_IMAGES',
      'fugong-dev-audit': undefined,
      // Keys alone: what a stream tells is read by more than who may read the row.
      'fugong-dev-notices': 'KEYS_ONLY',
    });
  });
});

describe.each([
  ['code-secret', 'itinerarykey'],
  ['profile-secret', 'profilekey'],
])('the %s', (name, key) => {
  it('is generated, long, and encrypted under a key of its own', () => {
    const secret = dev
      .resources('data', 'AWS::SecretsManager::Secret')
      .find(({ Properties }) => Properties['Name'] === `fugong-dev-${name}`);
    expect(secret?.Properties).toMatchObject({
      GenerateSecretString: { PasswordLength: 64 },
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${key}`)), 'Arn'] },
    });
  });

  it('stands in no template', () => {
    expect(dev.text).toContain(`{{resolve:secretsmanager:fugong-dev-${name}:SecretString:::}}`);
  });
});

describe('the bucket of attachments', () => {
  const bucket = dev.only('data', 'AWS::S3::Bucket');

  it('keeps every version, encrypted, closed to the public and to plain HTTP', () => {
    expect(bucket).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const { Statement } = dev.only('data', 'AWS::S3::BucketPolicy')['PolicyDocument'] as {
      Statement: { Effect: string; Condition: object }[];
    };
    expect(Statement.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ['Deny', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['Deny', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
    ]);
  });

  it('takes files from the site’s pages only, with the headers an upload has', () => {
    expect(prod.only('data', 'AWS::S3::Bucket')['CorsConfiguration']).toMatchObject({
      CorsRules: [{ AllowedOrigins: [production.siteUrl], AllowedMethods: ['PUT', 'GET'] }],
    });
  });

  it('lets go of what was never submitted, a month after an upload counts as gone, and of nothing else', () => {
    expect(bucket['LifecycleConfiguration']).toEqual({
      Rules: [
        {
          Id: 'drafts',
          Status: 'Enabled',
          ExpirationInDays: UPLOAD_DAYS + 30,
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          TagFilters: [{ Key: 'state', Value: 'draft' }],
        },
      ],
    });
  });

  it('stays when its stack goes, in production', () => {
    expect(prod.resources('data', 'AWS::S3::Bucket')[0]?.DeletionPolicy).toBe('Retain');
  });

  it('is the one foreign host that pages may talk to, besides the identity provider', () => {
    const policies = dev.template.responseHeadersPolicies.flatMap(({ headers }) =>
      headers
        .filter(({ name }) => name.toLowerCase() === 'content-security-policy')
        .map(({ value }) => value),
    );
    expect(policies).toHaveLength(2);
    for (const policy of policies)
      expect(policy).toMatch(
        /connect-src 'self' https:\/\/[^ ]+ https:\/\/fugong-dev-attachments-000000000000\.s3\.us-east-1\.amazonaws\.com;/,
      );
  });
});
