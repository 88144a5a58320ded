import { serverStartedBy, wordsOf } from '../../../engine/urls/started-servers.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, type Tree, nodesIn, stringOf } from '../syntax/tree.js';

/** The products of the servers that a file starts as processes of its own: `spawn('ollama', ['serve'])`. */
export function startedServers(tree: Tree, evaluator: Evaluator): ReadonlySet<string> {
  const products = new Set<string>();
  for (const call of tree.calls) {
    if (!startsProcess(call, evaluator)) continue;
    const product = serverStartedBy(call.arguments.flatMap((argument) => textsIn(argument, tree)).flatMap(wordsOf));
    if (product !== undefined) products.add(product);
  }
  return products;
}

function startsProcess({ callee }: CallNode, evaluator: Evaluator): boolean {
  const value = evaluator.valueOf(callee);
  if (value.kind !== 'external') return false;
  const path = value.path.join('.').replace(/^default\./, '');
  return value.module === '' ? GLOBALS.has(path) : (MODULES[value.module]?.has(path === '' ? 'default' : path) ?? false);
}

const NODE: ReadonlySet<string> = new Set(['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync']);
/** Functions that start a process, by module. */
const MODULES: Readonly<Record<string, ReadonlySet<string>>> = {
  child_process: NODE,
  'node:child_process': NODE,
  execa: new Set(['default', 'execa', 'execaCommand', 'execaSync', 'command']),
  'cross-spawn': new Set(['default', 'spawn', 'sync']),
  tinyexec: new Set(['x', 'exec']),
};
const GLOBALS: ReadonlySet<string> = new Set(['Bun.spawn', 'Bun.spawnSync', 'Deno.Command']);

/** The strings of an argument, those of a constant that it names included. */
function textsIn(argument: Node, tree: Tree): readonly string[] {
  return nodesIn(argument)
    .flatMap((node): readonly { readonly at: number; readonly text: string }[] => {
      const text = textOf(node);
      if (text !== undefined) return [{ at: node.range[0], text }];
      const variable = node.type === 'Identifier' ? tree.variableOf(node) : undefined;
      const definition = variable?.defs.length === 1 ? (variable.defs[0]?.node as Node | undefined) : undefined;
      if (definition?.type !== 'VariableDeclarator' || !definition.init) return [];
      return nodesIn(definition.init).flatMap((inner) => {
        const held = textOf(inner);
        return held === undefined ? [] : [{ at: node.range[0], text: held }];
      });
    })
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text);
}

function textOf(node: Node): string | undefined {
  if (node.type === 'TemplateLiteral') return node.quasis.map((quasi) => quasi.value.cooked ?? '').join(' ');
  return stringOf(node);
}
