import type { RouteView } from '../template/views.ts';

export interface Match {
  route: RouteView;
  /** Decoded path parameters. */
  parameters: Record<string, string>;
}

interface Compiled {
  route: RouteView;
  method: string;
  segments: string[];
}

/**
 * Routes of an HTTP API in the order in which API Gateway prefers them: literal segments before parameters before a
 * greedy parameter, a method before `ANY`, and `$default` last.
 */
export class RouteTable {
  readonly #routes: Compiled[];
  readonly #fallback: RouteView | undefined;

  constructor(routes: readonly RouteView[]) {
    this.#fallback = routes.find(({ routeKey }) => routeKey === '$default');
    this.#routes = routes
      .filter((route) => route !== this.#fallback)
      .map((route) => {
        const [method = '', path = ''] = route.routeKey.split(' ');
        return { route, method, segments: path.split('/') };
      })
      .sort((a, b) => order(a).localeCompare(order(b), 'en'));
  }

  /**
   * @param path without query, still encoded
   * @returns undefined when no route fits
   * @throws URIError when the path is not encoded properly
   */
  match(method: string, path: string): Match | undefined {
    const given = path.split('/').map(decodeURIComponent);
    for (const { route, method: wanted, segments } of this.#routes) {
      if (wanted !== method && wanted !== 'ANY') continue;
      const parameters = parametersOf(segments, given);
      if (parameters) return { route, parameters };
    }
    return this.#fallback && { route: this.#fallback, parameters: {} };
  }
}

function order({ method, segments }: Compiled): string {
  const ranks = segments.map((segment) => (isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0'));
  return `${ranks.join('')}${method === 'ANY' ? 'Z' : 'A'}`;
}

function parametersOf(
  segments: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [position, segment] of segments.entries()) {
    const value = given[position];
    if (value === undefined) return undefined;
    if (isGreedy(segment)) {
      const rest = given.slice(position).join('/');
      return rest === '' ? undefined : { ...parameters, [segment.slice(1, -2)]: rest };
    }
    if (isParameter(segment)) {
      if (value === '') return undefined;
      parameters[segment.slice(1, -1)] = value;
    } else if (segment !== value) return undefined;
  }
  return given.length === segments.length ? parameters : undefined;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

function isGreedy(segment: string): boolean {
  return isParameter(segment) && segment.endsWith('+}');
}
