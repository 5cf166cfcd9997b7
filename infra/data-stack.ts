import { Aws, Duration, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { UPLOAD_DAYS } from '../domain/subsidies/attachment.ts';
import type { Settings } from './settings.ts';

/** The table of each kind of record. */
export type TableName = 'subsidies' | 'itinerary' | 'audit' | 'notices';

/**
 * What outlives every deployment: four tables of different secrecy, life and load, the keys of personal data, and
 * the secrets behind codes and passes, and behind enterprises' accounts.
 */
export class DataStack extends Stack {
  readonly tables: Record<TableName, Table>;
  /** What enterprises attach to applications; a version of an object never changes. */
  readonly attachments: Bucket;
  /** Encrypts where people were, and what signs their passes. */
  readonly itineraryKey: Key;
  /** Encrypts what seals enterprises' bank accounts and names. */
  readonly profileKey: Key;
  /** Encrypts notices, and the robots and numbers they are sent to. */
  readonly noticesKey: Key;
  /** Resolved by CloudFormation when a function is deployed: no call at a cold start. */
  readonly codeSecret: SecretValue;
  readonly profileSecret: SecretValue;

  constructor(scope: Construct, id: string, { environment, siteUrl }: Settings) {
    super(scope, id, {
      description: 'Fugong: tables, keys and secrets',
      terminationProtection: environment === 'prod',
    });
    const removalPolicy = environment === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.itineraryKey = new Key(this, 'itinerary-key', {
      alias: `fugong-${environment}-itinerary`,
      description: 'Itineraries, and the secret of codes and passes',
      enableKeyRotation: true,
      removalPolicy,
    });

    this.profileKey = new Key(this, 'profile-key', {
      alias: `fugong-${environment}-profile`,
      description: 'The secret that seals bank accounts and names of enterprises',
      enableKeyRotation: true,
      removalPolicy,
    });

    this.noticesKey = new Key(this, 'notices-key', {
      alias: `fugong-${environment}-notices`,
      description: 'Notices, and the robots and numbers they are sent to',
      enableKeyRotation: true,
      removalPolicy,
    });

    const table = (name: TableName, own: Partial<ConstructorParameters<typeof Table>[2]>) =>
      new Table(this, name, {
        // Explicit, so that policies, restores and people can name it.
        tableName: `fugong-${environment}-${name}`,
        partitionKey: { name: 'pk', type: AttributeType.STRING },
        sortKey: { name: 'sk', type: AttributeType.STRING },
        // A gate has peaks of minutes and nights of nothing.
        billingMode: BillingMode.PAY_PER_REQUEST,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: environment === 'prod',
        removalPolicy,
        ...own,
      });
    this.tables = {
      subsidies: table('subsidies', { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
      itinerary: table('itinerary', {
        stream: StreamViewType.NEW_AND_OLD_IMAGES,
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey: this.itineraryKey,
        timeToLiveAttribute: 'expiresAt',
      }),
      audit: table('audit', {}),
      notices: table('notices', {
        // Keys alone: no robot's secret and no number gets into a stream.
        stream: StreamViewType.KEYS_ONLY,
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey: this.noticesKey,
        timeToLiveAttribute: 'expiresAt',
      }),
    };
    this.tables.subsidies.addGlobalSecondaryIndex({
      indexName: 'queue',
      partitionKey: { name: 'queuePk', type: AttributeType.STRING },
      sortKey: { name: 'queueSk', type: AttributeType.STRING },
    });
    this.tables.subsidies.addGlobalSecondaryIndex({
      indexName: 'escalated',
      partitionKey: { name: 'escalatedPk', type: AttributeType.STRING },
      sortKey: { name: 'escalatedSk', type: AttributeType.STRING },
    });
    // One entry a record and day: the events of a day are found without a scan, and most events write no index.
    this.tables.audit.addGlobalSecondaryIndex({
      indexName: 'day',
      partitionKey: { name: 'day', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.STRING },
    });

    this.attachments = new Bucket(this, 'attachments', {
      bucketName: `fugong-${environment}-attachments-${Aws.ACCOUNT_ID}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy,
      // Files go straight to the bucket, from the site's pages and no others; addresses are signed one by one.
      cors: [
        {
          allowedOrigins: [siteUrl],
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: [
            'content-type',
            'content-disposition',
            'x-amz-checksum-sha256',
            'x-amz-tagging',
            'if-none-match',
          ],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        {
          id: 'drafts',
          // A month after an upload counts as gone.
          expiration: Duration.days(UPLOAD_DAYS + 30),
          noncurrentVersionExpiration: Duration.days(30),
          tagFilters: { state: 'draft' },
        },
      ],
    });

    const secret = (name: string, description: string, kmsKeyId: string) => {
      const secretName = `fugong-${environment}-${name}`;
      new CfnSecret(this, name, {
        name: secretName,
        description,
        kmsKeyId,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
      }).applyRemovalPolicy(removalPolicy);
      return SecretValue.secretsManager(secretName);
    };
    this.codeSecret = secret(
      'code-secret',
      'Keys of venue codes, passes, challenges and number digests are derived from it',
      this.itineraryKey.keyArn,
    );
    this.profileSecret = secret(
      'profile-secret',
      'Keys that seal and compare enterprises’ accounts and names are derived from it',
      this.profileKey.keyArn,
    );
  }
}
