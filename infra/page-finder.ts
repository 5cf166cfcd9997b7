/** What CloudFront hands to a viewer-request function, as far as it matters here. */
interface Request {
  uri: string;
}
interface Response {
  statusCode: number;
  headers: Record<string, { value: string }>;
  body?: { encoding: 'text'; data: string };
}

/** The apps route themselves: every path of an app is its one page. */
const apps = [
  // No file lies here: a venue's token may have dots.
  { path: '/s', page: '/scan/index.html', holdsFiles: false },
  { path: '/officer', page: '/scan/officer.html', holdsFiles: false },
  { path: '/apply', page: '/apply/index.html', holdsFiles: true },
  { path: '/console', page: '/console/index.html', holdsFiles: true },
  { path: '/api/docs', page: '/api/docs/index.html', holdsFiles: true },
];

/**
 * CloudFront Function, viewer request: finds the page a path belongs to; a name with an extension is a file. Its
 * runtime (cloudfront-js-2.0) knows no destructuring, no for-of and no modules, so there are none in this file; the
 * one `export`, for the tests, is taken off on the way.
 */
export function handler(event: { request: Request }): Request | Response {
  const request = event.request;
  const uri = request.uri;
  if (uri === '/') return { statusCode: 302, headers: { location: { value: '/apply/' } } };
  const isFile = /\.[A-Za-z0-9]+$/.test(uri);
  const app = apps.find((one) => uri === one.path || uri.startsWith(`${one.path}/`));
  if (app && !(app.holdsFiles && isFile)) {
    request.uri = app.page;
    return request;
  }
  if (app || isFile) return request;
  return {
    statusCode: 404,
    headers: { 'content-type': { value: 'text/plain; charset=utf-8' } },
    body: { encoding: 'text', data: '没有这个页面。 There is no such page.' },
  };
}
