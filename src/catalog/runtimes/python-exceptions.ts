import { getOwn } from '../presets/own-entry.js';

/**
 * Python's exception classes, and which class catches which. A class is known by its qualified name as programs
 * write it: `ConnectionError` is the builtin, `requests.ConnectionError` another class that shares its name.
 */

/** Whether `except className` catches what is thrown. Names are qualified; a builtin's has no dot. */
export function isAncestor(className: string, thrown: { readonly error: string; readonly ancestors: readonly string[] }): boolean {
  const name = canonical(className);
  if (EVERYTHING.has(name)) return true;
  return [thrown.error, ...thrown.ancestors].some((given) => {
    const its = canonical(given);
    return isSame(name, its) || (getOwn(BUILTIN_EXCEPTIONS, its)?.includes(name) ?? false);
  });
}

/**
 * Whether a class of an LLM or HTTP library is for what a server answers, so that a refused connection is never one of it.
 * Those about the request itself (`NotFoundError`, `AuthenticationError`) do not count: who asks for one means that one.
 */
export function isAnswerError(className: string): boolean {
  return ANSWERS.test(className);
}

const ANSWERS = /\.(?:APIStatus|HTTPStatus|HTTP|Response|ClientResponse|RateLimit|InternalServer)Error$/;

/** What every exception that a library throws inherits from. */
const EVERYTHING = new Set(['Exception', 'BaseException']);

/** Other names of builtin classes: CPython 3.12.1, where `socket.error is OSError` and so on. `asyncio`'s since 3.11. */
const ALIASES: Readonly<Record<string, string>> = {
  IOError: 'OSError',
  EnvironmentError: 'OSError',
  WindowsError: 'OSError',
  'socket.error': 'OSError',
  'select.error': 'OSError',
  'os.error': 'OSError',
  'socket.timeout': 'TimeoutError',
  'asyncio.TimeoutError': 'TimeoutError',
  'asyncio.exceptions.TimeoutError': 'TimeoutError',
  'concurrent.futures.TimeoutError': 'TimeoutError',
};

function canonical(name: string): string {
  const bare = name.startsWith('builtins.') ? name.slice('builtins.'.length) : name;
  return getOwn(ALIASES, bare) ?? bare;
}

/** Libraries export a class from several of their modules: `requests.exceptions.ConnectionError` is `requests.ConnectionError`. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  if (!a.includes('.') || !b.includes('.')) return false;
  return root(a) === root(b) && last(a) === last(b) && isOld(a) === isOld(b);
}

/** `openai.error` is gone since openai 1.0.0: to look at a class of it raises an `AttributeError`. */
function isOld(name: string): boolean {
  return name.startsWith('openai.error.');
}

function root(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Builtin classes and what they inherit from, nearest first, without `Exception` and `BaseException`; those that a program can meet. */
export const BUILTIN_EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  ArithmeticError: [],
  AssertionError: [],
  AttributeError: [],
  BaseException: [],
  BaseExceptionGroup: [],
  BlockingIOError: ['OSError'],
  BrokenPipeError: ['ConnectionError', 'OSError'],
  BufferError: [],
  ChildProcessError: ['OSError'],
  ConnectionAbortedError: ['ConnectionError', 'OSError'],
  ConnectionError: ['OSError'],
  ConnectionRefusedError: ['ConnectionError', 'OSError'],
  ConnectionResetError: ['ConnectionError', 'OSError'],
  EOFError: [],
  Exception: [],
  ExceptionGroup: ['BaseExceptionGroup'],
  FileExistsError: ['OSError'],
  FileNotFoundError: ['OSError'],
  FloatingPointError: ['ArithmeticError'],
  GeneratorExit: [],
  ImportError: [],
  IndentationError: ['SyntaxError'],
  IndexError: ['LookupError'],
  InterruptedError: ['OSError'],
  IsADirectoryError: ['OSError'],
  KeyError: ['LookupError'],
  KeyboardInterrupt: [],
  LookupError: [],
  MemoryError: [],
  ModuleNotFoundError: ['ImportError'],
  NameError: [],
  NotADirectoryError: ['OSError'],
  NotImplementedError: ['RuntimeError'],
  OSError: [],
  OverflowError: ['ArithmeticError'],
  PermissionError: ['OSError'],
  ProcessLookupError: ['OSError'],
  RecursionError: ['RuntimeError'],
  ReferenceError: [],
  RuntimeError: [],
  StopAsyncIteration: [],
  StopIteration: [],
  SyntaxError: [],
  SystemError: [],
  SystemExit: [],
  TabError: ['IndentationError', 'SyntaxError'],
  TimeoutError: ['OSError'],
  TypeError: [],
  UnboundLocalError: ['NameError'],
  UnicodeDecodeError: ['UnicodeError', 'ValueError'],
  UnicodeEncodeError: ['UnicodeError', 'ValueError'],
  UnicodeError: ['ValueError'],
  UnicodeTranslateError: ['UnicodeError', 'ValueError'],
  ValueError: [],
  Warning: [],
  ZeroDivisionError: ['ArithmeticError'],
};
