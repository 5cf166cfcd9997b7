import { compile } from './expressions.ts';
import { OFFERED_FUNCTIONS } from './jsonata-functions.ts';

/** What the text of one expression refers to. */
export type References = {
  /** `$names` that the expression neither binds itself nor takes from the functions on offer. */
  variables: string[];
  /** Uses of the root document (`$`, `$$`, bare field names): Step Functions has none, so they are always undefined. */
  rootless: string[];
};

type Node = Record<string, unknown>;

/** Parts of a node that are evaluated against an item, not against the (absent) root document. */
const ITEM_CONTEXT = new Set(['stages', 'predicate', 'group', 'update', 'delete', 'pattern']);

/**
 * Reads an expression without running it.
 * @throws the library's own error when the text is no JSONata
 */
export function referencesOf(expression: string): References {
  const ast = compile(expression).ast() as unknown;
  const used = new Set<string>();
  const bound = new Set<string>(['states', '', '$']);
  const rootless = new Set<string>();

  const visit = (node: unknown, atRoot: boolean): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, atRoot);
      return;
    }
    if (!isNode(node)) return;
    if (node['type'] === 'variable') {
      used.add(String(node['value']));
      if (atRoot && (node['value'] === '' || node['value'] === '$')) rootless.add(`$${node['value']}`);
    }
    if (atRoot && node['type'] === 'name') rootless.add(String(node['value']));
    for (const name of boundBy(node)) bound.add(name);
    if (node['type'] === 'path' && Array.isArray(node['steps'])) {
      for (const [index, step] of node['steps'].entries()) visit(step, atRoot && index === 0);
      visit(node['group'], false);
      return;
    }
    for (const [key, child] of Object.entries(node)) visit(child, atRoot && !ITEM_CONTEXT.has(key));
  };
  visit(ast, true);

  const variables = [...used].filter((name) => !bound.has(name) && !OFFERED_FUNCTIONS.has(name));
  return { variables, rootless: [...rootless] };
}

/** Names that a node gives to the expression: `$x := `, function parameters, `@$x` and `#$x`. */
function boundBy(node: Node): string[] {
  const names: string[] = [];
  if (node['type'] === 'bind' && isNode(node['lhs'])) names.push(String(node['lhs']['value']));
  if (node['type'] === 'lambda' && Array.isArray(node['arguments'])) {
    for (const argument of node['arguments']) if (isNode(argument)) names.push(String(argument['value']));
  }
  for (const key of ['focus', 'index']) if (typeof node[key] === 'string') names.push(node[key]);
  return names;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
