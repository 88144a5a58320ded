import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { HttpClient, HttpExport, HttpFactory, HttpRequest } from '../../../model/catalog/http-client.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode } from '../syntax/ast.js';
import type { Changes } from './dict-writes.js';

/** An object of an SDK, or a member on the way to one of its methods. */
export interface SdkObject {
  readonly kind: 'sdk-object';
  readonly sdk: Sdk;
  /** Name of the kind of object in the SDK's entry. */
  readonly object: string;
  /** Members read so far: `['chat', 'completions']`. */
  readonly path: readonly string[];
  /** A view on the way, after which the failure shows when the answer is read. */
  readonly isRead?: true;
  /** Where it was made and its options stand, innermost last; empty where that is not visible. */
  readonly made: readonly Made[];
  /** For one of several that a branch decides about: how each was made. */
  readonly either?: readonly (readonly Made[])[];
  /** For an object around an LLM (`Agent(model)`): the LLM, as whose its calls fail. */
  readonly inner?: SdkObject;
  /** For one that another file of the project makes: what its options say of retries there, if anything. */
  readonly elsewhere?: { readonly retries: OwnTries | undefined; readonly provider?: string | undefined };
}

/** How often an SDK's object tries, as its options say. */
export interface OwnTries {
  /** `undefined` where an option decides that is not visible. */
  readonly attempts: number | undefined;
  readonly off: 'client' | 'call' | undefined;
}

/** A constructor or factory call that took options. */
export interface Made {
  readonly node: ast.Call;
  readonly options: ClientOptions;
}

/** An HTTP client, one of its methods, or an instance of its own. */
export interface HttpObject {
  readonly kind: 'http';
  readonly client: HttpClient;
  readonly export: HttpExport;
  /** Whether it is the class itself, not an instance. */
  readonly isClass: boolean;
  readonly path: readonly string[];
  /** The constructor calls that made it. */
  readonly made: readonly { readonly node: ast.Call; readonly factory: HttpFactory }[];
}

/**
 * What an expression is, as far as names can say. `unknown` is a value like any other: whatever rests on it
 * is silent.
 */
export type Value =
  | SdkObject
  | HttpObject
  /** A qualified name: `['os', 'environ']`. A module of the project begins with a dot where it is imported relatively. */
  | { readonly kind: 'external'; readonly path: readonly string[] }
  /** A name without a binding: `print`. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** What calling a qualified name gives, or a parameter annotated with it: a web framework's app, a retry policy. */
  | { readonly kind: 'made-by'; readonly path: readonly string[]; readonly members: readonly string[]; readonly node: ast.Node }
  | { readonly kind: 'sdk-function'; readonly sdk: Sdk; readonly name: string; readonly call: CallKind }
  | { readonly kind: 'http-request'; readonly http: HttpObject; readonly request: HttpRequest; readonly name: string }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ast.ClassDef }
  | { readonly kind: 'instance'; readonly of: ast.ClassDef; readonly made?: ast.Call }
  /** `changes`: what the file sets in it afterwards. */
  | { readonly kind: 'dict'; readonly node: ast.Dict | ast.Call; readonly changes?: Changes | undefined }
  | { readonly kind: 'list'; readonly node: ast.Collection }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };
