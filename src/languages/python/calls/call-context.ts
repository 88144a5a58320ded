import type { ResponseShape, HttpRequest } from '../../../model/catalog/http-client.js';
import type { CallPurpose, Sdk } from '../../../model/catalog/sdk.js';
import type { Endpoint } from '../../../model/facts/endpoint.js';
import type { PythonProject } from '../flow/project-types.js';
import type * as ast from '../syntax/ast.js';
import type { UrlText } from '../urls/tracer.js';
import type { EndpointContext } from '../urls/endpoints.js';
import type { CatalogView } from '../values/catalog.js';
import type { HttpObject, Value } from '../values/value.js';
import type { SentRequest } from './call-purpose.js';
import type { UnresolvedCall } from './calls.js';
import type { Clients } from './clients.js';
import type { Providers } from './provider.js';

/** A call that sends a request to an LLM server. */
export interface FoundCall {
  readonly raw: UnresolvedCall;
  readonly endpoint: Endpoint | undefined;
  /** What sends the request, where it is an HTTP client. */
  readonly http?: HttpObject;
  readonly request?: AnsweredRequest;
}

/** A request of an HTTP client, as the search for its answer's readers needs it. */
export interface AnsweredRequest {
  readonly node: ast.Call;
  readonly http: HttpObject;
  readonly form: ResponseShape;
  /** Whether only the status tells, because the path is a health endpoint's. */
  readonly isProbe: boolean;
}

/** A call with the limits that it can be given. */
export interface LimitedCall {
  readonly node: ast.Call;
  readonly sdk?: Sdk | undefined;
  readonly http?: HttpObject | undefined;
  readonly request?: HttpRequest | undefined;
  readonly purpose: CallPurpose;
}

/** What a method of an HTTP client is. */
export type RequestValue = Value & { readonly kind: 'http-request' };

/** A request whose URL alone does not say that it goes to an LLM server. */
export interface UncertainRequest {
  readonly node: UnresolvedCall['node'];
  readonly value: RequestValue;
  readonly urls: readonly UrlText[];
}

/** The calls of a file, as they are found one after the other. */
export interface CallContext extends EndpointContext {
  readonly catalog: CatalogView;
  readonly project: PythonProject | undefined;
  readonly clients: Clients;
  readonly providers: Providers;
  /** Says what a call is for. */
  withPurpose(raw: UnresolvedCall, http?: SentRequest): UnresolvedCall;
  readonly found: FoundCall[];
  /** The requests of HTTP clients, by the limits that they can be given. */
  readonly limited: LimitedCall[];
  readonly uncertain: UncertainRequest[];
}
