import { describe, expect, it } from 'vitest';
import { HTTP_CLIENTS, RETRY_PROPOSALS, SDKS, WRAPPERS, httpClientOf, sdkOf, wrapperLibraryOf } from '../../src/catalog/javascript.js';
import type { CallKind, Export, ObjectKind, Sdk } from '../../src/model/catalog/sdk.js';
import type { ClientOptions } from '../../src/model/catalog/options.js';

/** Every place in arguments that an entry names. */
function placesOf(options: ClientOptions | undefined): readonly (string | undefined)[] {
  return options ? [...(options.baseUrl ?? []), ...(options.wraps ?? []), options.maxRetries] : [];
}

function placesOfCall(call: CallKind): readonly (string | undefined)[] {
  return [call.maxRetries, call.model, ...(call.baseUrl ?? []), typeof call.stream === 'object' ? call.stream.option : undefined];
}

/** An export and its static members. */
function withStatics(entry: Export): readonly Export[] {
  return entry.kind === 'class' ? [entry, ...Object.values(entry.statics ?? {}).flatMap(withStatics)] : [entry];
}

const exportsOf = (sdk: Sdk): readonly Export[] => Object.values(sdk.exports).flatMap(withStatics);
const objectsOf = (sdk: Sdk): readonly ObjectKind[] => Object.values(sdk.objects);
const returnsOf = (kind: ObjectKind) =>
  Object.values(kind.returns ?? {}).map((returns) => (typeof returns === 'string' ? { object: returns, options: undefined } : returns));

const PLACE = /^\d+(?:\.[A-Za-z][A-Za-z0-9]*)*$/;

describe.each(SDKS.map((sdk) => [sdk.id, sdk] as const))('%s', (_id, sdk) => {
  it('says where its facts are from', () => {
    expect(sdk.title.trim()).not.toBe('');
    expect(sdk.versions).toMatch(/\d/);
    expect(sdk.packages.length).toBeGreaterThan(0);
  });

  it('names only kinds of objects that it describes', () => {
    const named = [
      ...exportsOf(sdk).flatMap((entry) => ('object' in entry ? [entry.object] : [])),
      ...objectsOf(sdk).flatMap((kind) => [
        ...returnsOf(kind).map((r) => r.object),
        ...(kind.callable ? [kind.callable] : []),
        ...(kind.composed ? [kind.composed] : []),
      ]),
    ];
    for (const name of named) expect(Object.keys(sdk.objects)).toContain(name);
  });

  it('names places of arguments', () => {
    const places = [
      ...exportsOf(sdk).flatMap((entry) =>
        'options' in entry ? placesOf(entry.options) : entry.kind === 'function' ? placesOfCall(entry.call) : [],
      ),
      ...objectsOf(sdk).flatMap((kind) => [
        ...Object.values(kind.calls).flatMap(placesOfCall),
        ...returnsOf(kind).flatMap((r) => placesOf(r.options)),
      ]),
    ];
    for (const place of places) if (place !== undefined) expect(place).toMatch(PLACE);
  });

  it('has a failure that holds together', () => {
    const failures = [
      sdk.failure,
      ...objectsOf(sdk).flatMap((kind) =>
        Object.values(kind.calls).flatMap((call) => (call.failure ? [{ ...sdk.failure, ...call.failure }] : [])),
      ),
    ];
    for (const { attempts, seconds, error, test } of failures) {
      expect(attempts).toBeGreaterThanOrEqual(1);
      // A single attempt gives up at once; more attempts wait in between.
      expect(seconds > 0).toBe(attempts > 1);
      expect(error.trim()).not.toBe('');
      if (test?.kind === 'code') expect(test.path.at(-1)).toBe('code');
    }
  });

  it('is found by its packages', () => {
    for (const name of sdk.packages) expect(sdkOf(name.replace('/*', '/sub/path'))).toBe(sdk);
  });
});

describe('the catalog', () => {
  it.each([
    ['SDKs', SDKS],
    ['HTTP clients', HTTP_CLIENTS],
    ['wrappers', WRAPPERS],
  ])(
    'has no id and no package twice among the %s',
    (_what, entries: readonly { readonly id: string; readonly packages: readonly string[] }[]) => {
      const ids = entries.map((entry) => entry.id);
      expect(new Set(ids).size).toBe(ids.length);
      const packages = entries.flatMap((entry) => entry.packages);
      expect(new Set(packages).size).toBe(packages.length);
    },
  );

  it('finds sub-paths by the longest name, and nothing by a mere beginning', () => {
    expect(sdkOf('openai/resources/chat')?.id).toBe('openai');
    expect(sdkOf('openai-edge')?.id).toBe('openai-edge');
    expect(sdkOf('openai-fetch')).toBeUndefined();
    expect(sdkOf('@langchain/community/chat_models/ollama')?.id).toBe('langchain-community');
    expect(sdkOf('@langchain/classic/chains')?.id).toBe('langchain');
    expect(httpClientOf('axios')?.id).toBe('axios');
    expect(httpClientOf('axios-mock-adapter')).toBeUndefined();
    expect(wrapperLibraryOf('p-retry')?.id).toBe('p-retry');
  });

  it('says where the facts of HTTP clients and wrappers are from', () => {
    for (const entry of [...HTTP_CLIENTS, ...WRAPPERS]) {
      expect(entry.versions).toMatch(/\d/);
    }
  });

  it('traps name libraries that it knows', () => {
    const known = new Set([...SDKS, ...HTTP_CLIENTS].map((entry) => entry.id));
    for (const library of WRAPPERS) {
      for (const wrapper of Object.values(library.exports)) {
        for (const trap of wrapper.traps ?? []) for (const id of trap.of ?? []) expect(known, library.id).toContain(id);
      }
    }
  });

  it.each([...RETRY_PROPOSALS])('proposes %s with a function and a finite number', (name, proposal) => {
    expect(proposal.module).toBe(name);
    expect(proposal.template).toContain('CALL');
    expect(proposal.template).toContain('RETRIES');
    expect(proposal.template).toContain(`${proposal.local}(`);
  });
});
