import type { TSESTree } from '@typescript-eslint/utils';
import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { HttpClient, HttpExport, HttpFactory, HttpRequest } from '../../../model/catalog/http-client.js';
import type { Changes } from './object-writes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/tree.js';

/** An object of an SDK, or a member on the way to one of its methods. */
export interface SdkObject {
  readonly kind: 'sdk-object';
  readonly sdk: Sdk;
  /** Name of the kind of object in the SDK's entry. */
  readonly object: string;
  /** Members read so far: `['chat', 'completions']`. */
  readonly path: readonly string[];
  /** Where it was made and its options stand, innermost last; empty where that is not visible. */
  readonly made: readonly Made[];
  /** For an object that only wraps an LLM (`new ChatEngine({ llm })`): the LLM, as whose its calls fail. */
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
  readonly node: CallNode;
  readonly options: ClientOptions;
}

/** An HTTP client, one of its methods, or an instance of its own made by a factory. */
export interface HttpObject {
  readonly kind: 'http';
  readonly client: HttpClient;
  readonly export: HttpExport;
  readonly path: readonly string[];
  /** The factory calls that made it, innermost last. */
  readonly made: readonly { readonly node: CallNode; readonly factory: HttpFactory }[];
}

/**
 * What an expression is, as far as names can say. `unknown` is a value like any other: whatever rests on it
 * is silent.
 */
export type Value =
  | SdkObject
  | HttpObject
  /** A name from a module, or from a global (`module` is `''`). */
  | { readonly kind: 'external'; readonly module: string; readonly path: readonly string[] }
  /** What calling or constructing a name from a module gives: an app of a framework, a policy of a retry library. */
  | {
      readonly kind: 'made-by';
      readonly module: string;
      readonly path: readonly string[];
      readonly members: readonly string[];
      readonly node: Node;
    }
  | { readonly kind: 'sdk-function'; readonly sdk: Sdk; readonly name: string; readonly call: CallKind }
  | { readonly kind: 'http-request'; readonly http: HttpObject; readonly request: HttpRequest; readonly name: string }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'instance'; readonly of: ClassNode }
  /** `changes`: what the file sets on it afterwards. */
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression; readonly changes?: Changes | undefined }
  /** What a type of this file says of an object's properties; who gives the object is not known. */
  | { readonly kind: 'shape'; readonly members: readonly TSESTree.TypeElement[] }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };
