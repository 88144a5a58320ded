import type { CallKind, ObjectKind } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { below, coroutines } from '../../presets/coroutines.js';

/** `create(stream=True)`: the connection is made at the call, or at its `await`. */
const maybeStream: CallKind = { stream: { option: 'stream' } };
/** A context manager: the connection is made when it is entered. */
const manager: CallKind = { stream: 'always', surfaces: 'read' };

/** What a client of the OpenAI SDK can be asked; only `admin`, `live` and `beta.agents` of OpenAI's own service are left out. */
export const OPENAI_CALLS: Readonly<Record<string, CallKind>> = {
  // Any path of the server: `client.get('/models', cast_to=…)`.
  ...requests('', ['get', 'post', 'patch', 'put', 'delete', 'request', 'get_api_list']),
  ...requests('chat.completions', ['create'], maybeStream),
  ...requests('chat.completions', ['stream'], manager),
  ...requests('chat.completions', ['parse', 'retrieve', 'update', 'list', 'delete', 'messages.list']),
  ...requests('completions', ['create'], maybeStream),
  ...requests('embeddings', ['create']),
  ...requests('responses', ['create'], maybeStream),
  ...requests('responses', ['stream'], manager),
  ...requests('responses', ['parse', 'compact', 'retrieve', 'delete', 'cancel', 'input_items.list', 'input_tokens.count']),
  ...requests('models', ['retrieve', 'list', 'delete']),
  ...requests('moderations', ['create']),
  ...requests('audio', ['speech.create', 'translations.create']),
  ...requests('audio.transcriptions', ['create'], maybeStream),
  ...requests('images', ['generate', 'edit'], maybeStream),
  ...requests('images', ['create_variation']),
  ...requests('videos', ['create', 'create_and_poll', 'retrieve', 'list', 'delete', 'download_content', 'edit', 'extend', 'poll', 'remix']),
  ...requests('files', ['create', 'retrieve', 'list', 'delete', 'content', 'retrieve_content', 'wait_for_processing']),
  ...requests('uploads', ['create', 'cancel', 'complete', 'upload_file_chunked', 'parts.create']),
  ...requests('batches', ['create', 'retrieve', 'list', 'cancel']),
  ...requests('fine_tuning.jobs', ['create', 'retrieve', 'list', 'cancel', 'list_events', 'pause', 'resume', 'checkpoints.list']),
  ...requests('vector_stores', ['create', 'retrieve', 'update', 'list', 'delete', 'search']),
  ...requests('vector_stores.files', [
    'create',
    'retrieve',
    'update',
    'list',
    'delete',
    'create_and_poll',
    'poll',
    'upload',
    'upload_and_poll',
    'content',
  ]),
  ...requests('vector_stores.file_batches', ['create', 'retrieve', 'cancel', 'create_and_poll', 'list_files', 'poll', 'upload_and_poll']),
  ...requests('conversations', ['create', 'retrieve', 'update', 'delete', 'items.create', 'items.retrieve', 'items.list', 'items.delete']),
  ...requests('realtime', ['client_secrets.create']),
  ...requests('evals', [
    'create',
    'retrieve',
    'update',
    'list',
    'delete',
    'runs.create',
    'runs.retrieve',
    'runs.list',
    'runs.cancel',
    'runs.delete',
    'runs.output_items.retrieve',
    'runs.output_items.list',
  ]),
  ...requests('containers', [
    'create',
    'retrieve',
    'list',
    'delete',
    'files.create',
    'files.retrieve',
    'files.list',
    'files.delete',
    'files.content.retrieve',
  ]),
  ...requests('beta.chat.completions', ['create'], maybeStream),
  ...requests('beta.chat.completions', ['stream'], manager),
  ...requests('beta.chat.completions', ['parse', 'retrieve', 'update', 'list', 'delete']),
  ...requests('beta.responses', ['create'], maybeStream),
  ...requests('beta.responses', ['retrieve', 'delete', 'cancel', 'compact']),
  ...requests('beta.realtime', ['sessions.create', 'transcription_sessions.create']),
  ...requests('beta.assistants', ['create', 'retrieve', 'update', 'list', 'delete']),
  ...requests('beta.threads', ['create', 'retrieve', 'update', 'delete']),
  ...requests('beta.threads', ['create_and_run_poll'], { purpose: 'model' }),
  ...requests('beta.threads', ['create_and_run'], { ...maybeStream, purpose: 'model' }),
  ...requests('beta.threads', ['create_and_run_stream'], { ...manager, purpose: 'model' }),
  ...requests('beta.threads.runs', ['create', 'submit_tool_outputs'], maybeStream),
  ...requests('beta.threads.runs', ['stream', 'create_and_stream', 'submit_tool_outputs_stream'], manager),
  ...requests('beta.threads.runs', [
    'retrieve',
    'update',
    'list',
    'cancel',
    'create_and_poll',
    'poll',
    'submit_tool_outputs_and_poll',
    'steps.retrieve',
    'steps.list',
  ]),
  ...requests('beta.threads.messages', ['create', 'retrieve', 'update', 'list', 'delete']),
};

/** Members between a client and its methods. */
const views = { with_raw_response: 'same', with_streaming_response: 'read' } as const;

/** A client's resource as an object of its own: `openai.chat`, which the module itself has. */
export function openAiResource(name: string): ObjectKind {
  return { calls: below(OPENAI_CALLS, name), views };
}

/** The two kinds of client, for the OpenAI SDK and for SDKs made of it. `options` are what `with_options` takes. */
export function openAiClients(options: { readonly baseUrl: readonly string[]; readonly maxRetries: string }) {
  return {
    client: { calls: OPENAI_CALLS, views, returns: { with_options: { object: 'client', options }, copy: { object: 'client', options } } },
    asyncClient: {
      calls: coroutines(OPENAI_CALLS),
      views,
      returns: { with_options: { object: 'asyncClient', options }, copy: { object: 'asyncClient', options } },
    },
  } satisfies Record<string, ObjectKind>;
}
