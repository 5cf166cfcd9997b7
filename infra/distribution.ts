import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  CfnDistribution,
  CfnFunction,
  CfnOriginAccessControl,
  OriginRequestPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { transformSync } from 'esbuild';
import { securityHeaders } from './security-headers.ts';
import type { Settings } from './settings.ts';

/** The code of page-finder.ts as CloudFront takes it: a script; what its runtime does not know stops the build. */
function pageFinderCode(): string {
  const source = readFileSync(new URL('page-finder.ts', import.meta.url), 'utf8');
  return transformSync(source.replace('export function', 'function'), {
    loader: 'ts',
    charset: 'utf8',
    supported: {
      destructuring: false,
      'for-of': false,
      'object-rest-spread': false,
      'optional-chain': false,
    },
  }).code;
}

/** One origin for the world: pages from the bucket, everything else below /api/ from the HTTP API. */
export class Distribution extends Construct {
  readonly domainName: string;

  /**
   * @param apiDomainName host of the HTTP API
   * @param attachments host of the bucket of attachments
   */
  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    bucket: Bucket,
    apiDomainName: string,
    attachments: string,
  ) {
    super(scope, id);
    const accessControl = new CfnOriginAccessControl(this, 'bucket-access', {
      originAccessControlConfig: {
        name: `fugong-${settings.environment}-site`,
        originAccessControlOriginType: 's3',
        signingBehavior: 'always',
        signingProtocol: 'sigv4',
      },
    });
    const pageFinder = new CfnFunction(this, 'page-finder', {
      name: `fugong-${settings.environment}-page-finder`,
      autoPublish: true,
      functionCode: pageFinderCode(),
      functionConfig: { comment: 'Finds the page of a path', runtime: 'cloudfront-js-2.0' },
    });
    const headers = securityHeaders(this, 'headers', settings, { inlineStyles: false, attachments });
    const consoleHeaders = securityHeaders(this, 'console-headers', settings, {
      inlineStyles: true,
      attachments,
    });

    const page = {
      targetOriginId: 'site',
      viewerProtocolPolicy: 'redirect-to-https',
      allowedMethods: ['GET', 'HEAD'],
      compress: true,
      cachePolicyId: CachePolicy.CACHING_OPTIMIZED.cachePolicyId,
      responseHeadersPolicyId: headers.ref,
      functionAssociations: [{ eventType: 'viewer-request', functionArn: pageFinder.attrFunctionArn }],
    };
    const api = {
      targetOriginId: 'api',
      viewerProtocolPolicy: 'https-only',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      compress: true,
      cachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
      // The API knows itself by its own host name.
      originRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
      responseHeadersPolicyId: headers.ref,
    };
    const distribution = new CfnDistribution(this, 'distribution', {
      distributionConfig: {
        enabled: true,
        comment: `Fugong ${settings.environment}`,
        httpVersion: 'http2',
        ipv6Enabled: settings.partition === 'aws',
        origins: [
          {
            id: 'site',
            domainName: bucket.bucketRegionalDomainName,
            originAccessControlId: accessControl.ref,
            s3OriginConfig: { originAccessIdentity: '' },
          },
          {
            id: 'api',
            domainName: apiDomainName,
            customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
          },
        ],
        defaultCacheBehavior: page,
        // The first that fits serves: the contract's documents lie in the bucket, below the API's path.
        cacheBehaviors: [
          { ...page, pathPattern: '/api/openapi.json' },
          { ...page, pathPattern: '/api/docs*' },
          { ...api, pathPattern: '/api/*' },
          { ...page, pathPattern: '/console*', responseHeadersPolicyId: consoleHeaders.ref },
        ],
        ...address(settings),
      },
    });
    this.domainName = distribution.attrDomainName;

    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: {
          StringEquals: {
            'AWS:SourceArn': Stack.of(this).formatArn({
              service: 'cloudfront',
              region: '',
              resource: 'distribution',
              resourceName: distribution.ref,
            }),
          },
        },
      }),
    );
  }
}

/** The own domain with its certificate, which is one of ACM in `aws` and of IAM in `aws-cn`. */
function address({ domainName, certificateId, partition }: Settings) {
  if (!domainName || !certificateId) return {};
  return {
    aliases: [domainName],
    viewerCertificate: {
      ...(partition === 'aws' ? { acmCertificateArn: certificateId } : { iamCertificateId: certificateId }),
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    },
  };
}
