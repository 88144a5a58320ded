import type { TSESTree } from '@typescript-eslint/utils';
import { OLLAMA_FIELDS, QUESTION_FIELDS } from '../../../catalog/servers/paths.js';
import type { HttpRequest } from '../../../model/catalog/http-client.js';
import { argumentAt, propertyOf } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';
import { type CallNode, type Node, type Tree, unwrap } from '../syntax/tree.js';
import type { UrlText } from '../urls/url-context.js';
import { requestBody } from './request-option.js';

/**
 * Whether what a request sends tells that it asks a model, where nothing is known of its URL: `{ model, prompt, keep_alive }` is a
 * request of Ollama's API. `{ model, messages }` may also go to a backend of the program's own; with an API key, to an
 * address of the environment or the configuration, it goes to a server of models.
 */
export function isModelRequest(node: CallNode, request: HttpRequest, urls: readonly UrlText[], tree: Tree, evaluator: Evaluator): boolean {
  if (urls.length === 0 || !urls.every(isUnknown)) return false;
  const body = requestBody(node, request, tree, evaluator);
  const has = (object: TSESTree.ObjectExpression, name: string): boolean => propertyOf(object, name, evaluator.valueOf).kind === 'given';
  if (!body || !has(body, 'model') || !QUESTION_FIELDS.some((name) => has(body, name))) return false;
  if (hasOllamaField(body, evaluator)) return true;
  return has(body, 'messages') && urls.every(isConfigured) && sendsKey(node, tree, evaluator);
}

/** Whether a URL is nothing but a gap that no file of the project fills. */
function isUnknown({ parts }: UrlText): boolean {
  return parts.length > 0 && parts.every((part) => 'hole' in part && part.elsewhere === undefined);
}

/** Whether the gap is filled by the environment or the configuration of a server: a browser's program has no address of its own there. */
function isConfigured({ parts: [first] }: UrlText): boolean {
  return (
    first !== undefined &&
    'hole' in first &&
    (first.hole === 'environment' || first.hole === 'configuration') &&
    !/(?:^|\.)(?:VITE|NEXT_PUBLIC|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC)_/.test(first.name ?? '')
  );
}

function hasOllamaField(body: TSESTree.ObjectExpression, evaluator: Evaluator): boolean {
  const options = propertyOf(body, 'options', evaluator.valueOf);
  const value = options.kind === 'given' ? evaluator.valueOf(options.node) : undefined;
  return [body, ...(value?.kind === 'object' ? [value.node] : [])].some((object) =>
    OLLAMA_FIELDS.some((name) => propertyOf(object, name, evaluator.valueOf).kind === 'given'),
  );
}

/** Whether the request sends an API key: `Authorization: \`Bearer ${apiKey}\`` in headers that are written out. */
function sendsKey(node: CallNode, tree: Tree, evaluator: Evaluator): boolean {
  return ['1.headers', '2.headers'].some((place) => {
    const headers = argumentAt(node, place, evaluator.valueOf);
    const object = headers.kind === 'given' ? objectOf(headers.node, evaluator) : undefined;
    const header = object && ['Authorization', 'authorization'].map((name) => propertyOf(object, name, evaluator.valueOf));
    return header?.some((option) => option.kind === 'given' && /key\b/i.test(tree.text.slice(...option.node.range))) === true;
  });
}

function objectOf(node: Node, evaluator: Evaluator): TSESTree.ObjectExpression | undefined {
  const expression = unwrap(node);
  if (expression.type === 'ObjectExpression') return expression;
  const value = evaluator.valueOf(expression);
  return value.kind === 'object' ? value.node : undefined;
}
