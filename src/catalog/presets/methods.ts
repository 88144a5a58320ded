import type { CallPurpose, CallKind } from '../../model/catalog/sdk.js';

/**
 * The same kind of call for several methods: `requests('chat.completions', ['create', 'list'])` gives
 * `{ 'chat.completions.create': {}, 'chat.completions.list': { purpose: 'state' } }`. The empty prefix stands for the
 * object itself. What a call is for follows from the names of resource and method, unless `kind` says it.
 */
export function requests(prefix: string, names: readonly string[], kind: CallKind = {}): Readonly<Record<string, CallKind>> {
  return Object.fromEntries(
    names.map((name) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const purpose = kind.purpose ?? purposeOf(path);
      return [path, purpose === 'model' ? kind : { ...kind, purpose }];
    }),
  );
}

/** What a method of an SDK is for, by the names that generated SDKs share: `models.list`, `files.create`, `chat.completions.create`. */
function purposeOf(path: string): CallPurpose {
  const parts = path.split('.').map((part) => part.replace(/_async$/, ''));
  const method = parts.at(-1) ?? '';
  const resources = parts.slice(0, -1);
  // `client.get('/models')`, `client.post(path)`: a `GET` asks no model.
  if (resources.length === 0 && RAW.has(method)) return 'unknown';
  if (READS.has(method)) return 'state';
  if (WRITES.has(method)) return 'management';
  return resources.some((name) => STORED.has(name)) && !resources.includes('runs') ? 'management' : 'model';
}

/** Methods of a client that take any path. */
const RAW: ReadonlySet<string> = new Set(['post', 'patch', 'put', 'request']);

/** Methods that read what a server has. */
const READS: ReadonlySet<string> = new Set([
  'get',
  'list',
  'retrieve',
  'alist',
  'aretrieve',
  'ps',
  'show',
  'version',
  'info',
  'get_api_list',
  'health_check',
  'get_endpoint_info',
  'checkApiKey',
  'listLoaded',
  'listDownloadedModels',
  'listEvents',
  'list_events',
  'listFiles',
  'list_files',
  'retrieveMetadata',
  'retrieve_metadata',
  'content',
  'retrieveContent',
  'retrieve_content',
  'download',
  'downloadContent',
  'download_content',
  'results',
  'poll',
  'waitForProcessing',
  'wait_for_processing',
  'getHistory',
  'getMessages',
  'getSignedUrl',
  'getVideosOperation',
]);

/** Methods that change what a server has, without work for a model. */
const WRITES: ReadonlySet<string> = new Set([
  'delete',
  'del',
  'update',
  'cancel',
  'copy',
  'archive',
  'unarchive',
  'unload',
  'pause',
  'resume',
  'upload',
]);

/** Resources that a server keeps: what is created there is stored, not answered. */
const STORED: ReadonlySet<string> = new Set([
  'files',
  'uploads',
  'batches',
  'vectorStores',
  'vector_stores',
  'fineTuning',
  'fine_tuning',
  'containers',
  'evals',
  'caches',
  'jobs',
  'assistants',
  'threads',
  'conversations',
  'realtime',
]);
