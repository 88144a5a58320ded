import { type Value, UNKNOWN } from './value.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import { SESSION_STATE } from '../../../catalog/runtimes/python-environment.js';
import { sessionValue } from './session-state.js';
import { fromPath } from './names.js';
import { memberOfClass } from './classes.js';
import type { EvaluatorContext } from './evaluator.js';

/** What reading a member of a value gives. */
export function memberOfValue(context: EvaluatorContext, value: Value, name: string): Value {
  switch (value.kind) {
    case 'external':
      return value.path.join('.') === SESSION_STATE && name !== 'get'
        ? sessionValue(context, name)
        : fromPath(context, [...value.path, name]);
    case 'made-by':
      return { ...value, members: [...value.members, name] };
    case 'sdk-object': {
      const view = getOwn(value.sdk.objects[value.object]?.views, name);
      if (view) return view === 'read' ? { ...value, isRead: true } : value;
      return { ...value, path: [...value.path, name] };
    }
    case 'http': {
      if (value.export.kind === 'request') return UNKNOWN;
      const path = [...value.path, name];
      const request = getOwn(value.export.methods, path.join('.'));
      return request && !value.isClass ? { kind: 'http-request', http: value, request, name: path.join('.') } : { ...value, path };
    }
    case 'instance':
      return memberOfClass(context, value.of, name, new Set());
    case 'class':
      return memberOfClass(context, value.node, name, new Set());
    case 'http-request':
    case 'sdk-function':
    case 'function':
    case 'builtin':
    case 'dict':
    case 'list':
    case 'unknown':
      return UNKNOWN;
  }
}
