import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { Distribution } from './distribution.ts';
import type { HttpApi } from './http-api.ts';
import type { Settings } from './settings.ts';

/** Files whose name holds a hash of their content, as Vite puts them. */
const HASHED = '*assets/*';

/** What a browser gets: the three apps, the documents of the API, and the way to the API itself. */
export class WebStack extends Stack {
  /**
   * @param attachments host of the bucket of attachments
   * @param pages folder of the built apps
   */
  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    api: HttpApi,
    attachments: string,
    pages: string,
  ) {
    super(scope, id, { description: 'Fugong: the site' });
    const bucket = new Bucket(this, 'site', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Everything in it is built from the repository.
      removalPolicy: settings.environment === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const distribution = new Distribution(
      this,
      'distribution',
      settings,
      bucket,
      api.domainName,
      attachments,
    );

    const content = Source.asset(pages);
    const hashed = new BucketDeployment(this, 'hashed-files', {
      destinationBucket: bucket as IBucket,
      sources: [content],
      exclude: ['*'],
      include: [HASHED],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
      // A page that was opened before a deployment may still ask for the old ones.
      prune: false,
    });
    const named = new BucketDeployment(this, 'pages', {
      destinationBucket: bucket as IBucket,
      sources: [
        content,
        Source.jsonData('config.json', {
          issuer: settings.oidcIssuer,
          clientId: settings.oidcClientId,
          audience: settings.oidcAudience,
        }),
      ],
      // The manifest of the build serves our own checks only.
      exclude: [HASHED, '.vite/*'],
      cacheControl: [CacheControl.noCache()],
    });
    // A page goes out after the files it names.
    named.node.addDependency(hashed);

    new CfnOutput(this, 'SiteDomain', { value: distribution.domainName });
  }
}
