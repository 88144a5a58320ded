import * as v from 'valibot';
import { DEFAULT_SETTINGS } from '../model/settings.js';

/**
 * What may stand in `settings.vllm`. Every key may be left out; an unknown key is an error, because a
 * misspelt setting that is silently ignored looks like a plugin that does not work.
 */
export function settingsSchema() {
  return v.strictObject({
    envVar: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[A-Za-z_]\w*$/, VARIABLE),
        v.check((name) => !(name in Object.prototype), VARIABLE),
      ),
      DEFAULT_SETTINGS.envVar,
    ),
    env: v.optional(ENVIRONMENT),
    allowHosts: v.optional(v.array(HOST), [...DEFAULT_SETTINGS.allowHosts]),
    clients: v.optional(v.array(SDK), []),
    wrappers: v.optional(v.array(WRAPPER), []),
    frameworkHandlers: v.optional(v.picklist(['report', 'ignore']), DEFAULT_SETTINGS.frameworkHandlers),
    testFiles: v.optional(v.picklist(['ignore', 'report']), DEFAULT_SETTINGS.testFiles),
    project: v.optional(v.union([v.boolean(), NAME], 'must be true, false or the path of a folder'), DEFAULT_SETTINGS.project),
    fixes: v.optional(v.picklist(['safe', 'suggested']), DEFAULT_SETTINGS.fixes),
  });
}

const NAME = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const VARIABLE = 'must be the name of an environment variable';
const HOST = v.pipe(
  v.string(),
  v.regex(/^[\p{L}\p{N}._*:[\]-]{1,253}$/u, 'must be a host, such as "gpu.example.org", "*.internal" or "10.0.0.1:8000"'),
);
const IDENTIFIER = v.pipe(v.string(), v.regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, 'must be a name that can be imported'));
const MODULE = v.pipe(v.string(), v.regex(/^[^\s'"`\\()]{1,300}$/, 'must be the name or path of a module'));
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0));
const PLACE = v.pipe(v.string(), v.regex(/^\d+(?:\.[\w$-]+)*$/, 'must be a place among the arguments, such as "0.baseURL"'));

const ENVIRONMENT = v.union(
  [v.picklist(['process.env', 'import.meta.env', 'Deno.env', 'Bun.env']), v.strictObject({ import: IDENTIFIER, from: MODULE })],
  'must be "process.env", "import.meta.env", "Deno.env", "Bun.env" or { import, from }',
);

const WRAPPER = v.strictObject({
  name: NAME,
  from: NAME,
  argument: v.exactOptional(COUNT),
  catches: v.exactOptional(v.boolean()),
  retries: v.exactOptional(v.boolean()),
});

const CONNECTION_ERROR_TEST = v.variant('kind', [
  v.strictObject({ kind: v.literal('class'), module: NAME, name: NAME }),
  v.strictObject({ kind: v.literal('static-method'), module: NAME, name: NAME, method: NAME }),
  v.strictObject({ kind: v.literal('code'), path: v.array(NAME) }),
]);

const FAILURE = {
  attempts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  seconds: v.pipe(v.number(), v.finite('must be a number of seconds'), v.minValue(0)),
  error: NAME,
};
const FAILURE_EXTRAS = {
  test: v.exactOptional(CONNECTION_ERROR_TEST),
  rejectsOnStatus: v.exactOptional(v.boolean()),
};

const CLIENT_OPTIONS = v.strictObject({
  baseUrl: v.exactOptional(v.array(PLACE)),
  maxRetries: v.exactOptional(PLACE),
  counts: v.exactOptional(v.picklist(['retries', 'attempts'])),
  wraps: v.exactOptional(v.array(PLACE)),
});

const CALL_KIND = v.strictObject({
  purpose: v.exactOptional(v.picklist(['model', 'state', 'management', 'unknown'])),
  stream: v.exactOptional(v.union([v.literal('always'), v.strictObject({ option: PLACE })])),
  surfaces: v.exactOptional(v.picklist(['await', 'read', 'never'])),
  maxRetries: v.exactOptional(PLACE),
  model: v.exactOptional(PLACE),
  baseUrl: v.exactOptional(v.array(PLACE)),
  failure: v.exactOptional(
    v.strictObject({
      attempts: v.exactOptional(FAILURE.attempts),
      seconds: v.exactOptional(FAILURE.seconds),
      error: v.exactOptional(FAILURE.error),
      ...FAILURE_EXTRAS,
    }),
  ),
});

const EXPORT: v.GenericSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('class'),
    object: NAME,
    options: v.exactOptional(CLIENT_OPTIONS),
    call: v.exactOptional(v.boolean()),
    statics: v.exactOptional(v.lazy(() => v.record(NAME, EXPORT))),
  }),
  v.strictObject({ kind: v.literal('factory'), object: NAME, options: v.exactOptional(CLIENT_OPTIONS) }),
  v.strictObject({ kind: v.literal('instance'), object: NAME }),
  v.strictObject({ kind: v.literal('function'), call: CALL_KIND }),
]);

/** `versions` and `source` are for the catalog's own entries; a user's wrapper needs neither. */
const SDK = v.pipe(
  v.strictObject({
    id: NAME,
    title: NAME,
    packages: v.pipe(v.array(MODULE), v.nonEmpty('must name a module')),
    versions: v.optional(v.string(), '*'),
    source: v.optional(v.string(), 'settings.vllm.clients'),
    failure: v.strictObject({ ...FAILURE, ...FAILURE_EXTRAS }),
    exports: v.pipe(
      v.record(NAME, EXPORT),
      v.check((exports) => Object.keys(exports).length > 0, 'must name an export'),
    ),
    objects: v.optional(
      v.record(
        NAME,
        v.strictObject({
          calls: v.record(NAME, CALL_KIND),
          returns: v.exactOptional(
            v.record(NAME, v.union([NAME, v.strictObject({ object: NAME, options: v.exactOptional(CLIENT_OPTIONS) })])),
          ),
          callable: v.exactOptional(NAME),
        }),
      ),
      {},
    ),
    environment: v.exactOptional(v.array(NAME)),
  }),
  v.check(
    (sdk) => undeclared(sdk).length === 0,
    ({ input }) => `must declare ${undeclared(input).join(', ')} among its objects`,
  ),
);

interface Objects {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly objects?:
    Readonly<Record<string, { readonly returns?: Readonly<Record<string, string | { readonly object: string }>> | undefined }>> | undefined;
}

/** Names of objects that exports and methods give, and that are not described. */
function undeclared({ exports, objects = {} }: Objects): readonly string[] {
  const given = Object.values(objects).flatMap(({ returns = {} }) =>
    Object.values(returns).map((one) => (typeof one === 'string' ? one : one.object)),
  );
  return [...new Set([...Object.values(exports).flatMap(objectsIn), ...given])].filter((name) => !Object.hasOwn(objects, name));
}

function objectsIn(entry: unknown): readonly string[] {
  const { object, statics = {} } = entry as { readonly object?: string; readonly statics?: Readonly<Record<string, unknown>> };
  return [...(object === undefined ? [] : [object]), ...Object.values(statics).flatMap(objectsIn)];
}
