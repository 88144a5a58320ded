/** How a call that runs a function later, or elsewhere, is given what the function gets. */
export interface DeferredCall {
  /** The function's place: an index, and the keyword that may be used instead. */
  readonly index: number;
  readonly keyword?: string;
  /** Whether the function's arguments follow one by one; else they are a tuple at this place, and a dict at the other. */
  readonly arguments: 'rest' | { readonly index: number; readonly keyword: string; readonly named?: string };
}

const PROCESS: DeferredCall = { index: 1, keyword: 'target', arguments: { index: 3, keyword: 'args', named: 'kwargs' } };
const rest = (index: number): DeferredCall => ({ index, arguments: 'rest' });

/** By qualified name. Source: CPython's documentation, that of AnyIO and Starlette. */
export const DEFERRED_CALLS: Readonly<Record<string, DeferredCall>> = {
  'multiprocessing.Process': PROCESS,
  'multiprocessing.context.Process': PROCESS,
  'torch.multiprocessing.Process': PROCESS,
  'threading.Thread': PROCESS,
  'threading.Timer': { index: 1, keyword: 'function', arguments: { index: 2, keyword: 'args', named: 'kwargs' } },
  'asyncio.to_thread': rest(0),
  'functools.partial': rest(0),
  'anyio.to_thread.run_sync': rest(0),
  'starlette.concurrency.run_in_threadpool': rest(0),
  'fastapi.concurrency.run_in_threadpool': rest(0),
};

/** By method, of an executor, pool, event loop or multiprocessing context. */
export const DEFERRED_METHODS: Readonly<Record<string, DeferredCall>> = {
  Process: PROCESS,
  submit: rest(0),
  run_in_executor: rest(1),
  call_soon: rest(0),
  call_soon_threadsafe: rest(0),
  call_later: rest(1),
  add_task: rest(0),
  start_soon: rest(0),
  apply: { index: 0, keyword: 'func', arguments: { index: 1, keyword: 'args', named: 'kwds' } },
  apply_async: { index: 0, keyword: 'func', arguments: { index: 1, keyword: 'args', named: 'kwds' } },
};
