import { serverStartedBy, wordsOf } from '../../../engine/urls/started-servers.js';
import type * as ast from '../syntax/ast.js';
import { type Tree, stringOf } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';

/** The LLM servers that a file starts as processes of its own: `subprocess.Popen(["ollama", "serve"])`. */
export function startedServers(tree: Tree, evaluator: Evaluator): ReadonlySet<string> {
  if (!/\b(?:subprocess|os\.(?:system|spawn|popen)|create_subprocess)/.test(tree.text)) return new Set();
  return new Set(
    tree.calls.flatMap((call) => {
      const name = evaluator.qualifiedName(call.func)?.join('.') ?? '';
      return STARTS.has(name) ? (serverStartedBy(wordsAt(call, name, evaluator)) ?? []) : [];
    }),
  );
}

function wordsAt({ args, keywords }: ast.Call, name: string, evaluator: Evaluator): readonly (string | undefined)[] {
  if (name === 'asyncio.create_subprocess_exec') return args.map((node) => textOf(node, evaluator));
  const command = args[0] ?? keywords.find(({ arg }) => arg === 'args')?.value;
  if (!command) return [];
  const value = evaluator.valueOf(command);
  if (value.kind === 'list') return value.node.elts.map((node) => textOf(node, evaluator));
  const text = command.type === 'JoinedStr' ? joined(command) : textOf(command, evaluator);
  return text === undefined ? [] : wordsOf(text);
}

function textOf(node: ast.Expression, evaluator: Evaluator): string | undefined {
  return stringOf(evaluator.literalOf(node));
}

/** An f-string with its holes as words of their own. */
function joined(node: ast.JoinedStr): string {
  return node.values.map((part) => stringOf(part) ?? '…').join('');
}

const STARTS: ReadonlySet<string> = new Set([
  'subprocess.Popen',
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'os.system',
  'os.popen',
  'asyncio.create_subprocess_exec',
  'asyncio.create_subprocess_shell',
]);
