import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { CatalogView } from './catalog.js';
import type { Value } from './value.js';
import type { Tree, Variable } from '../syntax/tree.js';
import type { CallKind } from '../../../model/catalog/sdk.js';

/** Says what an expression is. Never throws; gives up (`unknown`) after a fixed depth. */
export interface Evaluator {
  valueOf(node: Node): Value;
  /** The function that a callee runs, if it is in this file. */
  functionCalled(node: Node): FunctionNode | undefined;
  /** The qualified name of an expression: `requests.exceptions.ConnectionError`, builtins without a module. */
  qualifiedName(node: Node): readonly string[] | undefined;
  /** A member of a class: a method, or what is assigned to it. */
  memberOf(of: ast.ClassDef, name: string): Value;
  /** What a variable holds; with a place where it is read, of the definitions that reach it alone. */
  valueOfVariable(variable: Variable, read?: Node): Value;
  /** What reading a member of a value gives. */
  memberOfValue(value: Value, name: string): Value;
  /** What calling a value without arguments that matter gives. */
  resultOf(value: Value): Value;
  /** Whether a qualified name is one of an SDK's exports. */
  isOfCatalog(path: readonly string[]): boolean;
  /** The request that a call of a qualified name sends while it makes an object: `FAISS.from_documents`. */
  sentByMaker(path: readonly string[]): CallKind | undefined;
  /** Direct calls of a function by its name in this file. */
  callsOf(fn: FunctionNode): readonly ast.Call[];
  /** The constant that an expression is, also behind a name that is assigned once. */
  literalOf(node: Node): ast.Constant | undefined;
  /** The argument that a call gives to a parameter, `self` counted out where the call binds it. */
  argumentFor(call: ast.Call, fn: FunctionNode, parameter: ast.Arg): ast.Expression | undefined;
}

/** Steps from a name to its definition after which the answer is `unknown`; real code needs fewer than ten. */
export const MAX_DEPTH = 60;

/** What the functions of the evaluator share. */
export interface EvaluatorContext {
  readonly tree: Tree;
  readonly catalog: CatalogView;
  /** The evaluator itself: its functions call each other through it. */
  readonly evaluator: Evaluator;
  readonly memo: Memo;
  /** `from … import *` of the module, once read. */
  starImports?: readonly ast.ImportFrom[];
  /** What the file puts into Streamlit's `session_state`, by key, once read. */
  stateWrites?: ReadonlyMap<string, readonly ast.Expression[]>;
}

/** The answers so far. */
export interface Memo {
  readonly known: Map<Node, Value>;
  readonly inProgress: Set<Node | Variable>;
  /** Answers that were cut short because they ask for themselves: kept for the question in progress alone. */
  readonly provisional: Map<Node, Value>;
  /** How often an answer was cut short. */
  cuts: number;
  steps: number;
}
