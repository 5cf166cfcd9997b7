import { describe, expect, it } from 'vitest';
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
