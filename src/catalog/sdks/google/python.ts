import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { HTTPX2_REFUSED, HTTPX_REFUSED } from '../../presets/python-errors.js';

const UNARY = ['generate_content', 'embed_content', 'count_tokens', 'generate_images', 'generate_videos', 'get', 'list'];
const streamed: CallKind = { stream: 'always', surfaces: 'read' };

/** Google's Gen AI SDK, for gateways in front of Gemini. It does not retry unless told to. */
export const googleGenAi = {
  id: 'google-genai',
  title: "Google's Gen AI SDK",
  packages: ['google.genai'],
  distribution: 'google-genai',
  versions: '1–3',
  source: {
    kind: 'measured',
    versions: ['google-genai 3.4.0 with httpx2 2.16.2'],
    file: 'methods from a walk over the client; what 1.75.0 and 2.34.0 depend on',
  },
  failure: { attempts: 1, seconds: 0, ...HTTPX2_REFUSED, before: [{ major: 3, ...HTTPX_REFUSED }] },
  exports: {
    Client: {
      kind: 'class',
      object: 'client',
      options: { baseUrl: ['http_options.base_url'], maxRetries: 'http_options.retry_options.attempts', counts: 'attempts' },
    },
  },
  objects: {
    client: {
      calls: {
        ...requests('models', UNARY),
        ...requests('models', ['generate_content_stream'], streamed),
        ...coroutines(requests('aio.models', UNARY)),
        // The `await` gives an asynchronous generator.
        ...requests('aio.models', ['generate_content_stream'], streamed),
      },
      returns: { 'chats.create': 'chat', 'aio.chats.create': 'asyncChat' },
    },
    chat: { calls: { send_message: {}, send_message_stream: streamed } },
    asyncChat: { calls: { ...coroutines({ send_message: {} }), send_message_stream: streamed } },
  },
  environment: ['GOOGLE_GEMINI_BASE_URL'],
  hosted: 'Google',
} as const satisfies Sdk;
