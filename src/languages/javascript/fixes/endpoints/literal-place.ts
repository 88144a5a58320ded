import type { Applicability } from '../../../../model/fix.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { topLevelAround } from '../../syntax/top-level.js';

/** What `a || "literal"` needs where the literal stands. */
export interface LiteralPlace {
  readonly parenthesize: boolean;
  /** Whether it is a JSX attribute's value, which needs braces to be an expression. */
  readonly isAttribute: boolean;
  /** `unsafe` where the text may have had a literal type that other code depends on. */
  readonly applicability: Applicability;
}

/** Judges the place of a literal; `undefined` where no expression can stand. */
export function literalPlace(node: Node, context: RepairContext): LiteralPlace | undefined {
  const parent = node.parent;
  if (!parent || !isExpressionPlace(node, parent) || (topLevelAround(node) === undefined && !context.filename.endsWith('.svelte')))
    return undefined;
  const constant = constAssertion(node);
  if (constant === 'itself') return undefined;
  const annotation = annotationOf(node);
  if (annotation === 'literal') return undefined;
  const safe =
    constant === undefined && annotation === undefined && !isTypeSource(node, context) && parent.type !== 'TSSatisfiesExpression';
  return {
    parenthesize: bindsTighter(node, parent) && !isParenthesized(node, parent, context),
    isAttribute: parent.type === 'JSXAttribute',
    applicability: safe ? 'safe' : 'unsafe',
  };
}

function isExpressionPlace(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'ImportAttribute':
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'TSExternalModuleReference':
    case 'TSImportType':
    case 'TSLiteralType':
    case 'TSTemplateLiteralType':
    case 'TSEnumMember':
    case 'TSModuleDeclaration':
    case 'TaggedTemplateExpression':
    case 'Decorator':
      return false;
    case 'ExpressionStatement':
      return !('directive' in parent && parent.directive !== undefined);
    case 'Property':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'MethodDefinition':
      return parent.value === node;
    default:
      return !parent.type.startsWith('TSAbstract');
  }
}

/** `"…" as const`, on the literal itself or on an object or array around it. */
function constAssertion(node: Node): 'itself' | 'around' | undefined {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'TSAsExpression' || parent.type === 'TSTypeAssertion') {
      const type = parent.typeAnnotation;
      if (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const')
        return at === node ? 'itself' : 'around';
    } else if (!['Property', 'ObjectExpression', 'ArrayExpression', 'TSSatisfiesExpression'].includes(parent.type)) return undefined;
  }
  return undefined;
}

/** What the annotation of the constant, field or assertion says, where it is more than `string`. */
function annotationOf(node: Node): 'literal' | 'other' | undefined {
  const { parent } = node;
  let type;
  if (parent?.type === 'VariableDeclarator') type = parent.id.typeAnnotation?.typeAnnotation;
  else if (parent?.type === 'PropertyDefinition' || parent?.type === 'AccessorProperty') type = parent.typeAnnotation?.typeAnnotation;
  if (!type) return undefined;
  const parts = type.type === 'TSUnionType' ? type.types : [type];
  if (parts.some((t) => t.type === 'TSStringKeyword' || t.type === 'TSAnyKeyword' || t.type === 'TSUnknownKeyword')) return undefined;
  return parts.some((t) => t.type === 'TSLiteralType' || t.type === 'TSTemplateLiteralType') ? 'literal' : 'other';
}

/** Whether a type is made from the constant: `typeof BASE_URL`. */
function isTypeSource(node: Node, { sourceCode }: RepairContext): boolean {
  const { parent } = node;
  if (parent?.type !== 'VariableDeclarator') return false;
  return (sourceCode.scopeManager?.getDeclaredVariables(parent) ?? []).some((v) =>
    v.references.some((r) => r.identifier.parent.type === 'TSTypeQuery'),
  );
}

function bindsTighter(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'AwaitExpression':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return true;
    case 'LogicalExpression':
      return parent.operator !== '||';
    case 'MemberExpression':
      return parent.object === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node;
    default:
      return false;
  }
}

function isParenthesized(node: Node, parent: Node, { sourceCode }: RepairContext): boolean {
  const before = sourceCode.getTokenBefore(node);
  const after = sourceCode.getTokenAfter(node);
  return before?.value === '(' && after?.value === ')' && before.range[0] >= parent.range[0] && after.range[1] <= parent.range[1];
}
