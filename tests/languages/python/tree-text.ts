import { type Node, VISITOR_KEYS } from '../../../src/languages/python/syntax/ast.js';

/** A tree as short text: `Type(field field …)`, names and constants as themselves, `-` for what is absent. */
export function treeText(node: Node): string {
  if (node.type === 'Module') return node.body.map(treeText).join('; ');
  if (node.type === 'Name') return node.id;
  if (node.type === 'Expr') return treeText(node.value);
  if (node.type === 'Constant')
    return node.kind === 'str'
      ? JSON.stringify(node.value)
      : node.kind === 'bytes'
        ? `b${JSON.stringify(node.value)}`
        : node.kind === 'int'
          ? String(node.value)
          : `${node.kind}:${String(node.value)}`;
  const children = VISITOR_KEYS[node.type];
  const fields = Object.entries(node as unknown as Record<string, unknown>).filter(
    ([key]) => !['type', 'range', 'parent', 'loc', 'nameRange', 'attrRange'].includes(key),
  );
  return `${node.type}(${fields.map(([key, value]) => text(value, children.includes(key))).join(' ')})`;
}

function text(value: unknown, isChild: boolean): string {
  if (value === null) return '-';
  if (Array.isArray(value)) return `[${value.map((item: unknown) => text(item, isChild)).join(' ')}]`;
  return isChild ? treeText(value as Node) : JSON.stringify(value).replaceAll('"', '');
}
