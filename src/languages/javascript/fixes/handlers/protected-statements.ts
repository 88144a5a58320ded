import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, type Variable, isFunction } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/** Statements that go into a `try` block together. */
export interface ProtectedStatements {
  readonly first: Node;
  readonly last: Node;
  /** Whether they are the body of an `if` or a loop without braces. */
  readonly isBody: boolean;
}

/**
 * The statement around a node and the ones after it that use what it declares, so that every `const` keeps its
 * readers. With `assigned`, also those that read what it assigns. `undefined` where that takes in something
 * that must stay outside: an export, an import, a function that is called from before.
 */
export function protectedStatements(at: Node, assigned: boolean, context: RepairContext): ProtectedStatements | undefined {
  const place = statementAround(at);
  if (!place) return undefined;
  const { statement, list } = place;
  if (!list) return { first: statement, last: statement, isBody: true };
  const firstIndex = list.indexOf(statement);
  let lastIndex = firstIndex;
  for (const [i, current] of list.entries()) {
    if (i < firstIndex) continue;
    if (i > lastIndex) break;
    if (!canMove(current)) return undefined;
    const variables = declaredBy(current, context);
    if (variables.length > 0 && isReadByMarkup(current, context)) return undefined;
    for (const variable of assigned ? [...variables, ...assignedIn(current, context)] : variables) {
      const isDeclaredHere = variables.includes(variable);
      for (const { identifier } of variable.references) {
        const index = list.findIndex((s) => s.range[0] <= identifier.range[0] && identifier.range[1] <= s.range[1]);
        if (index > lastIndex) lastIndex = index;
        else if (index < firstIndex && isDeclaredHere && !isVar(current)) return undefined;
      }
    }
  }
  const last = list[lastIndex] ?? statement;
  if (assigned && assignedIn(statement, context).some((v) => isReadUnassigned(v, last.range[1]))) return undefined;
  return { first: statement, last, isBody: false };
}

/** Whether a variable that has no first value is read behind an offset: a handler that goes on would leave it without one. */
function isReadUnassigned(variable: Variable, offset: number): boolean {
  const [definition] = variable.defs;
  const hasNone =
    definition?.node.type === 'VariableDeclarator' && definition.node.init === null && definition.node.id.typeAnnotation !== undefined;
  return hasNone && variable.references.some((r) => r.isRead() && r.identifier.range[0] >= offset);
}

interface Place {
  readonly statement: Node;
  /** The statements that it stands among; `undefined` for the body of an `if` or a loop without braces. */
  readonly list: readonly Node[] | undefined;
}

function statementAround(node: Node): Place | undefined {
  for (let at = node; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (isFunction(parent)) return undefined;
    switch (parent.type as string) {
      case 'BlockStatement':
      case 'Program':
      case 'StaticBlock':
      case 'TSModuleBlock':
      case 'SvelteScriptElement':
        return { statement: at, list: (parent as TSESTree.BlockStatement).body };
      case 'SwitchCase':
        if ((parent as TSESTree.SwitchCase).test !== at) return { statement: at, list: (parent as TSESTree.SwitchCase).consequent };
        break;
      case 'IfStatement':
        if ((parent as TSESTree.IfStatement).test !== at && at.type !== 'IfStatement') return { statement: at, list: undefined };
        break;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        if ((parent as TSESTree.WhileStatement).body === at) return { statement: at, list: undefined };
        break;
      case 'ClassBody':
        return undefined;
      default:
    }
  }
  return undefined;
}

function canMove(statement: Node): boolean {
  return (
    !/^(?:Import|Export|TSImport|TSExport|TSModule|TSNamespace)/.test(statement.type) &&
    !(statement.type === 'VariableDeclaration' && statement.declare)
  );
}

function declaredBy(statement: Node, { sourceCode }: RepairContext): readonly Variable[] {
  const declared = sourceCode.scopeManager?.getDeclaredVariables(statement) ?? [];
  // A function or class declares its own name twice, and its parameters: only what is visible beside it counts.
  return declared.filter((v) => v.scope.block !== statement);
}

function assignedIn(statement: Node, { sourceCode }: RepairContext): readonly Variable[] {
  const variables = new Set<Variable>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const reference of scope.references) {
      const { identifier, resolved } = reference;
      if (reference.isWrite() && resolved && identifier.range[0] >= statement.range[0] && identifier.range[1] <= statement.range[1])
        variables.add(resolved);
    }
  }
  return [...variables].filter((v) => v.defs.length > 0);
}

/** The markup of Vue's and Svelte's single-file components reads the script's names. */
function isReadByMarkup(statement: Node, { filename }: RepairContext): boolean {
  return /\.(?:vue|svelte|astro)$/.test(filename) && /^(?:Program|SvelteScriptElement)$/.test(statement.parent?.type ?? '');
}

function isVar(statement: Node): boolean {
  return statement.type === 'VariableDeclaration' && statement.kind === 'var';
}
