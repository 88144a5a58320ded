import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { HTTPX2_REFUSED, HTTPX_REFUSED } from '../../presets/python-errors.js';
import { MISTRAL_FORM } from '../../presets/base-url-forms.js';

const later = (names: readonly string[]): readonly string[] => names.map((name) => `${name}_async`);
const UNARY = [
  'chat.complete',
  'chat.parse',
  'fim.complete',
  'agents.complete',
  'embeddings.create',
  'models.list',
  'models.retrieve',
  'ocr.process',
  'classifiers.moderate',
  'classifiers.classify',
];
const CONVERSATIONS = ['beta.conversations.start', 'beta.conversations.append'];
const STREAMS = ['chat.stream', 'chat.parse_stream', 'fim.stream', 'agents.stream'];
const streamed: CallKind = { stream: 'always' };

/** Mistral's SDK: one client with a second method for coroutines. Streams connect at the call. It does not retry unless told to. */
export const mistralai = {
  id: 'mistralai',
  title: 'the Mistral SDK',
  packages: ['mistralai'],
  distribution: 'mistralai',
  versions: '1–3',
  source: {
    kind: 'measured',
    versions: ['mistralai 3.7.0 with httpx2 2.16.2'],
    file: 'methods from a walk over the client; what 1.12.4 and 2.10.1 depend on',
  },
  failure: { attempts: 1, seconds: 0, ...HTTPX2_REFUSED, before: [{ major: 3, ...HTTPX_REFUSED }] },
  exports: { Mistral: { kind: 'class', object: 'client', options: { baseUrl: ['server_url'], form: MISTRAL_FORM } } },
  objects: {
    client: {
      calls: {
        ...requests('', UNARY),
        ...requests('', CONVERSATIONS, { purpose: 'model' }),
        ...requests('', STREAMS, streamed),
        ...coroutines(requests('', later(UNARY))),
        ...coroutines(requests('', later(CONVERSATIONS), { purpose: 'model' })),
        ...coroutines(requests('', later(STREAMS), streamed)),
      },
    },
  },
  hosted: 'Mistral',
} as const satisfies Sdk;
