import * as v from 'valibot';
import { sdkEntries } from '../model/catalog/sdk.js';
import { moduleName, name } from '../model/catalog/shapes.js';
import type { Source } from '../model/catalog/source.js';
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
    project: v.optional(v.union([v.boolean(), name], 'must be true, false or the path of a folder'), DEFAULT_SETTINGS.project),
    fixes: v.optional(v.picklist(['safe', 'suggested']), DEFAULT_SETTINGS.fixes),
  });
}

const VARIABLE = 'must be the name of an environment variable';
const HOST = v.pipe(
  v.string(),
  v.regex(/^[\p{L}\p{N}._*:[\]-]{1,253}$/u, 'must be a host, such as "gpu.example.org", "*.internal" or "10.0.0.1:8000"'),
);
const IDENTIFIER = v.pipe(v.string(), v.regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, 'must be a name that can be imported'));
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0));

const ENVIRONMENT = v.union(
  [v.picklist(['process.env', 'import.meta.env', 'Deno.env', 'Bun.env']), v.strictObject({ import: IDENTIFIER, from: moduleName })],
  'must be "process.env", "import.meta.env", "Deno.env", "Bun.env" or { import, from }',
);

const WRAPPER = v.strictObject({
  name: name,
  from: name,
  argument: v.exactOptional(COUNT),
  catches: v.exactOptional(v.boolean()),
  retries: v.exactOptional(v.boolean()),
});

/** An entry of the catalog. What only the catalog's own entries need, or what a client without objects has not, may be left out. */
const SDK = v.pipe(
  v.strictObject({
    ...sdkEntries,
    versions: v.optional(v.string(), '*'),
    source: v.optional(v.union([sdkEntries.source, v.pipe(v.string(), v.transform(read))]), read('settings.vllm.clients')),
    objects: v.optional(sdkEntries.objects, {}),
  }),
  v.check(
    (sdk) => undeclared(sdk).length === 0,
    ({ input }) => `must declare ${undeclared(input).join(', ')} among its objects`,
  ),
);

interface Objects {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly objects?: Readonly<Record<string, ObjectNames>> | undefined;
}

/** Where one object names others. */
interface ObjectNames {
  readonly returns?: Readonly<Record<string, string | { readonly object: string }>> | undefined;
  readonly callable?: string | undefined;
  readonly composed?: string | undefined;
}

/** A source that is given as the name of a file. */
function read(file: string): Source {
  return { kind: 'read', versions: [], file };
}

/** Names of objects that exports, methods and chains give, and that are not described. */
function undeclared({ exports, objects = {} }: Objects): readonly string[] {
  const given = Object.values(objects).flatMap(({ returns = {}, callable, composed }) => [
    ...Object.values(returns).map((one) => (typeof one === 'string' ? one : one.object)),
    ...[callable, composed].filter((name) => name !== undefined),
  ]);
  return [...new Set([...Object.values(exports).flatMap(objectsIn), ...given])].filter((name) => !Object.hasOwn(objects, name));
}

function objectsIn(entry: unknown): readonly string[] {
  const { object, statics = {} } = entry as { readonly object?: string; readonly statics?: Readonly<Record<string, unknown>> };
  return [...(object === undefined ? [] : [object]), ...Object.values(statics).flatMap(objectsIn)];
}
