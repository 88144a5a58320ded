import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode, Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { findImported } from '../text/import-name.js';
import { layoutOf, quoted } from '../text/layout.js';

/**
 * A value that a function can return while the server is down, to be replaced by a person, as text. `undefined`
 * where none is known to compile. `''` for a function that returns nothing.
 */
export function fallbackValue(fn: FunctionNode | undefined, returned: readonly Node[], context: RepairContext): string | undefined {
  const { quote, typescript } = layoutOf(context);
  const message = quoted('The LLM server cannot be reached.', quote);
  const answer = answerLike(fn, returned, message, context);
  const type = fn?.returnType?.typeAnnotation;
  if (!type) return answer ?? (typescript ? undefined : 'undefined');
  if (/^(?:Promise<)?(?:Next)?Response>?$/.test(context.sourceCode.getText(type)))
    return answer ?? (context.sourceCode.getText(type).includes('Next') ? undefined : `new Response(${message}, { status: 503 })`);
  return valueOfType(resultType(type), quote);
}

/** What a promise of the type resolves to. */
function resultType(type: TSESTree.TypeNode): TSESTree.TypeNode {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'Promise') return type;
  return type.typeArguments?.params[0] ?? type;
}

function valueOfType(type: TSESTree.TypeNode, quote: '"' | "'"): string | undefined {
  switch (type.type) {
    case 'TSVoidKeyword':
      return '';
    case 'TSUndefinedKeyword':
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
      return 'undefined';
    case 'TSNullKeyword':
      return 'null';
    case 'TSStringKeyword':
      return quote + quote;
    case 'TSNumberKeyword':
      return '0';
    case 'TSBooleanKeyword':
      return 'false';
    case 'TSArrayType':
      return '[]';
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && /^(?:Readonly)?Array$/.test(type.typeName.name) ? '[]' : undefined;
    case 'TSTypeOperator':
      return type.typeAnnotation ? valueOfType(type.typeAnnotation, quote) : undefined;
    case 'TSUnionType': {
      const values = type.types.map((t) => valueOfType(t, quote));
      return ['undefined', 'null'].find((v) => values.includes(v)) ?? values.find((v) => v !== undefined && v !== '');
    }
    default:
      return undefined;
  }
}

/** A 503 in the way that the function answers otherwise: `NextResponse.json()`, Hono's `c.json()`, `new Response()`. */
function answerLike(fn: FunctionNode | undefined, returned: readonly Node[], message: string, context: RepairContext): string | undefined {
  for (const value of returned) {
    if (value.type === 'NewExpression' && value.callee.type === 'Identifier' && value.callee.name === 'Response')
      return `new Response(${message}, { status: 503 })`;
    if (value.type !== 'CallExpression' || value.callee.type !== 'MemberExpression' || value.callee.object.type !== 'Identifier') continue;
    const { name } = value.callee.object;
    const method = context.sourceCode.getText(value.callee.property);
    if (method !== 'json') continue;
    if (name === 'Response' || findImported({ module: 'next/server', imported: 'NextResponse' }, value, context) === name)
      return `${name}.json({ error: ${message} }, { status: 503 })`;
    const [param] = fn?.params ?? [];
    if (param?.type === 'Identifier' && param.name === name) return `${name}.json({ error: ${message} }, 503)`;
  }
  return undefined;
}
