import { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Two years, as browsers' preload lists ask. */
const HSTS_SECONDS = 63_072_000;

interface PageSources {
  inlineStyles: boolean;
  attachments: string;
}

/**
 * The content security policy of a page: everything from the site itself, nothing inline, no frame around it. The
 * identity provider is asked for keys and tokens.
 * @param inlineStyles antd writes its styles into the page; scripts never may
 * @param attachments host of the bucket that files go to and come from
 */
export function contentSecurityPolicy(
  settings: Settings,
  { inlineStyles, attachments }: PageSources,
): string {
  const issuer = new URL(settings.oidcIssuer).origin;
  return [
    "default-src 'self'",
    `connect-src 'self' ${issuer} https://${attachments}`,
    // A picture is looked at before it is sent, and after it was fetched.
    "img-src 'self' data: blob:",
    `style-src 'self'${inlineStyles ? " 'unsafe-inline'" : ''}`,
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${issuer}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers every answer of the site carries. */
export function securityHeaders(
  scope: Construct,
  id: string,
  settings: Settings,
  options: PageSources,
): CfnResponseHeadersPolicy {
  const override = true;
  return new CfnResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyConfig: {
      name: `fugong-${settings.environment}-${id}`,
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(settings, options), override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: 'DENY', override },
        // The address of a scan page holds a venue's token.
        referrerPolicy: { referrerPolicy: 'no-referrer', override },
        strictTransportSecurity: {
          accessControlMaxAgeSec: HSTS_SECONDS,
          includeSubdomains: true,
          preload: false,
          override,
        },
      },
      customHeadersConfig: {
        items: [
          {
            header: 'Permissions-Policy',
            // The officer's scanner; nothing else of the device.
            value: 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
            override,
          },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override },
        ],
      },
    },
  });
}
