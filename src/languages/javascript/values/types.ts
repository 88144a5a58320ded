import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../syntax/tree.js';
import type { EvaluationContext } from './evaluation-context.js';
import { sdkExport } from './modules.js';
import { UNKNOWN, type Value } from './value.js';

/** `x as OpenAI`: the outermost assertion that names something known. */
export function assertedType(context: EvaluationContext, node: Node): Value {
  if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion' || node.type === 'TSSatisfiesExpression') {
    const value = context.valueOfType(node.typeAnnotation);
    return value.kind === 'unknown' ? assertedType(context, node.expression) : value;
  }
  if (node.type === 'TSNonNullExpression' || node.type === 'ChainExpression') return assertedType(context, node.expression);
  return UNKNOWN;
}

/** What a type annotation says its values are. */
export function valueOfAnnotation(context: EvaluationContext, annotation: TSESTree.TypeNode | undefined): Value {
  if (!annotation) return UNKNOWN;
  if (annotation.type === 'TSUnionType') {
    const values = annotation.types.filter((t) => !/^TS(?:Null|Undefined|Void)Keyword$/.test(t.type)).map(context.valueOfType);
    return values.length === 1 ? (values[0] ?? UNKNOWN) : UNKNOWN;
  }
  if (annotation.type === 'TSTypeLiteral') return { kind: 'shape', members: annotation.members };
  if (annotation.type !== 'TSTypeReference') return UNKNOWN;
  const name = typeName(annotation.typeName);
  if (!name) return UNKNOWN;
  if (
    (name.path[0] === 'Promise' || name.path[0] === 'Readonly' || name.path[0] === 'Awaited' || name.path[0] === 'NonNullable') &&
    name.path.length === 1
  ) {
    return context.valueOfType(annotation.typeArguments?.params[0]);
  }
  const variable = context.tree.variableOf(name.root);
  const root = variable ? context.valueOfVariable(variable) : UNKNOWN;
  const of = name.path.slice(1).reduce<Value>((at, part) => context.member(at, part), root);
  if (of.kind === 'class') return { kind: 'instance', of: of.node };
  if (
    of.kind === 'shape' ||
    (of.kind === 'sdk-object' && of.made.length === 0 && variable?.defs.some((def) => (def.node as Node).type === 'TSTypeAliasDeclaration'))
  )
    return of;
  // A client that is injected: `constructor(private readonly http: HttpService)`.
  if (of.kind === 'http' && of.path.length === 0 && of.export.kind === 'client' && !of.export.request && !of.export.factories) return of;
  if (of.kind !== 'external') return UNKNOWN;
  const found = sdkExport(context, of.module, of.path);
  if (found?.entry.kind === 'class' && found.rest.length === 0)
    return { kind: 'sdk-object', sdk: found.sdk, object: found.entry.object, path: [], made: [] };
  return found ? UNKNOWN : { kind: 'made-by', module: of.module, path: of.path, members: [], node: annotation };
}

function typeName(name: TSESTree.EntityName): { root: TSESTree.Identifier; path: string[] } | undefined {
  if (name.type === 'Identifier') return { root: name, path: [name.name] };
  if (name.type !== 'TSQualifiedName') return undefined;
  const left = typeName(name.left);
  return left ? { root: left.root, path: [...left.path, name.right.name] } : undefined;
}
