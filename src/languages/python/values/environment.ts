import { VARIABLE_MAPPINGS, VARIABLE_READERS } from '../../../catalog/runtimes/python-environment.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type * as ast from '../syntax/ast.js';
import type { Evaluator } from './evaluator.js';
import { stringOf } from '../syntax/tree.js';

/** A read of the environment: the variable's name, and what stands in for it. */
export interface EnvironmentRead {
  readonly name: string;
  readonly fallback: ast.Expression | undefined;
}

/**
 * Reads `os.environ["X"]`, `os.environ.get("X", default)`, `os.getenv("X")`, `env.str("X")` of environs and decouple, and
 * `settings.X` where `settings.vllm.env` names that object.
 */
export function environmentRead(
  node: ast.Expression,
  { valueOf }: Evaluator,
  style: EnvironmentStyle | undefined,
): EnvironmentRead | undefined {
  if (node.type === 'Subscript') {
    const name = stringOf(node.slice);
    const holder = valueOf(node.value);
    const path = holder.kind === 'external' || holder.kind === 'made-by' ? holder.path.join('.') : '';
    return name !== undefined && VARIABLE_MAPPINGS.has(path) ? { name, fallback: undefined } : undefined;
  }
  if (node.type === 'Attribute' && typeof style === 'object') {
    const holder = valueOf(node.value);
    return holder.kind === 'external' && holder.path.join('.') === `${style.from}.${style.import}`
      ? { name: node.attr, fallback: undefined }
      : undefined;
  }
  if (node.type !== 'Call') return undefined;
  const [first, second] = node.args;
  const name = stringOf(first);
  if (name === undefined) return undefined;
  const callee = valueOf(node.func);
  const fallback = node.keywords.find((k) => k.arg === 'default')?.value ?? second;
  if (callee.kind === 'external') return VARIABLE_READERS.has(callee.path.join('.')) ? { name, fallback } : undefined;
  // `env = Env()` of environs and django-environ; `config = Config(".env")` of Starlette.
  if (callee.kind === 'made-by' && /^(?:environs?|decouple|starlette\.config|dotenv)(?:\.|$)/.test(callee.path.join('.')))
    return { name, fallback };
  return undefined;
}
