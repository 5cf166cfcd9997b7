import type { PolicyContent } from '../../../domain/subsidies/policy-draft.ts';

type Holder = Record<string, unknown> | unknown[];

/** What stands at a place of a content, e.g. `fields.0.label.zh`; undefined where nothing does yet. */
export function valueAt(content: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((holder, key) => {
    if (holder === null || typeof holder !== 'object') return undefined;
    return (holder as Record<string, unknown>)[key];
  }, content);
}

/** A content with another value at a place, what leads there made where it is missing; undefined takes the value away. */
export function withValue(content: PolicyContent, path: string, value: unknown): PolicyContent {
  return changed(content, path.split('.'), value) as PolicyContent;
}

function changed(holder: unknown, [key = '', ...rest]: readonly string[], value: unknown): Holder {
  const next = rest.length === 0 ? value : changed(valueAt(holder, key), rest, value);
  if (Array.isArray(holder)) return holder.with(Number(key), next);
  const { [key]: _before, ...others } = (holder ?? {}) as Record<string, unknown>;
  if (next === undefined) return others;
  // In its place, so that a list of parts reads in the order it was written.
  return { ...(holder as Record<string, unknown> | undefined), [key]: next };
}

/** The parts of a list in a content; none where there is no list yet. */
export function partsAt(content: unknown, path: string): unknown[] {
  const parts = valueAt(content, path);
  return Array.isArray(parts) ? parts : [];
}

/** A content with a part added at the end of a list. */
export function withPart(content: PolicyContent, path: string, part: unknown): PolicyContent {
  return withValue(content, path, [...partsAt(content, path), part]);
}

/** A content without one part of a list. */
export function withoutPart(content: PolicyContent, path: string, index: number): PolicyContent {
  return withValue(content, path, partsAt(content, path).toSpliced(index, 1));
}

/** A content with a part moved to where its neighbour stood. */
export function withPartMoved(
  content: PolicyContent,
  path: string,
  index: number,
  by: -1 | 1,
): PolicyContent {
  const parts = partsAt(content, path);
  const [part] = parts.slice(index, index + 1);
  const to = index + by;
  if (to < 0 || to >= parts.length) return content;
  return withValue(content, path, parts.toSpliced(index, 1).toSpliced(to, 0, part));
}
