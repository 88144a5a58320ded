import type { TSESTree } from '@typescript-eslint/utils';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import { stringOf } from '../syntax/tree.js';
import { propertyOf } from './arguments.js';
import { valueOfClassMember } from './classes.js';
import type { EvaluationContext } from './evaluation-context.js';
import { UNKNOWN, type Value } from './value.js';

/** A property of a value. */
export function valueOfMember(context: EvaluationContext, value: Value, name: string): Value {
  switch (value.kind) {
    case 'external':
      return context.moduleExport(value.module, [...value.path, name]);
    case 'made-by':
      return { ...value, members: [...value.members, name] };
    case 'sdk-object':
      return { ...value, path: [...value.path, name] };
    case 'http': {
      if (value.export.kind !== 'client') return UNKNOWN;
      const path = [...value.path, name];
      const request = getOwn(value.export.methods, path.join('.'));
      // `require('axios').default` of a module whose `module.exports` is the client itself.
      if (name === 'default' && !request && value.path.length === 0) return value;
      return request ? { kind: 'http-request', http: value, request, name: path.join('.') } : { ...value, path };
    }
    case 'object':
      return valueOfProperty(context, value.node, name);
    case 'instance':
      return valueOfClassMember(context, value.of, name, false);
    case 'class':
      return valueOfClassMember(context, value.node, name, true);
    case 'http-request':
      return name === 'default' ? value : UNKNOWN;
    case 'shape': {
      const found = value.members.find(
        (m): m is TSESTree.TSPropertySignature =>
          m.type === 'TSPropertySignature' && !m.computed && (m.key.type === 'Identifier' ? m.key.name : stringOf(m.key)) === name,
      );
      return context.valueOfType(found?.typeAnnotation?.typeAnnotation);
    }
    case 'sdk-function':
    case 'function':
    case 'unknown':
      return UNKNOWN;
  }
}

function valueOfProperty(context: EvaluationContext, object: TSESTree.ObjectExpression, name: string): Value {
  const found = propertyOf(object, name, context.valueOf);
  return found.kind === 'given' && !found.overridable ? context.valueOf(found.node) : UNKNOWN;
}
