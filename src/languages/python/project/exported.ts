import { type ExportPath, RESULT_STEP, TEXT } from '../../../model/export-path.js';
import type { EnvironmentStyle } from '../../../model/settings.js';
import type * as ast from '../syntax/ast.js';
import { configuredRetries } from '../calls/calls.js';
import { type Providers, createProviders } from '../calls/provider.js';
import type { Evaluator } from '../values/evaluator.js';
import { importedMethod } from '../flow/imported-values.js';
import { moduleOf, starredModules } from '../modules/imports.js';
import type { PythonModule } from '../flow/analyze.js';
import type { ExportedText, LibraryObject, PythonExported, PythonProject } from '../flow/project-types.js';
import { lastingBindings } from '../syntax/reaching-definitions.js';
import { joined } from '../modules/specifiers.js';
import type { Variable } from '../syntax/tree.js';
import { createUrlTracer } from '../urls/trace.js';
import type { UrlTracer } from '../urls/tracer.js';
import type { SdkObject, Value } from '../values/value.js';
import { type WrapperOutcome, type WrapperQuestion, type Wrapping, questionIn } from '../flow/wrappers/wrapping.js';

/** A name of another module. */
interface Imported {
  readonly from: string;
  readonly path: ExportPath;
}

/** Finds what stands behind an exported name: an SDK's object, what a wrapper does, a base URL, or the import that it comes from. */
export function readExported(
  { tree, evaluator, flow, wrappers }: PythonModule,
  project: PythonProject,
  style: EnvironmentStyle | undefined,
): (path: ExportPath) => PythonExported | Imported | undefined {
  let tracer: UrlTracer | undefined;
  const tracerOf = () => (tracer ??= createUrlTracer(tree, evaluator, style, project));

  return (asked) => {
    const isText = asked.at(-1) === TEXT;
    const {
      path: [name = '', ...rest],
      question,
    } = questionIn(asked);
    const behind = asked.slice(1);
    const variable = tree.moduleVariable(name);
    const [binding] = variable ? (isText ? lastingBindings(variable) : variable.bindings) : [];
    if (!variable || !binding) return isText ? textBehindStars(asked) : question && handedOnByStar(asked);
    if (binding.kind === 'import' && binding.statement.type === 'ImportFrom') {
      const from = moduleOf(binding.statement).reduce(joined, '');
      if (!evaluator.isOfCatalog([...moduleOf(binding.statement), binding.node.name]))
        return { from, path: [binding.node.name, ...behind] };
    }
    if (isText) return textOf(variable, rest.slice(0, -1));
    const value = rest.reduce<Value>(
      (at, part) => (part === RESULT_STEP ? evaluator.resultOf(at) : evaluator.memberOfValue(at, part)),
      evaluator.valueOfVariable(variable),
    );
    if (question) return wrapping(value, question, rest.length === 0 && binding.kind === 'assign' ? binding.value : undefined);
    return value.kind === 'sdk-object'
      ? plain(value, evaluator, createProviders(tree, evaluator, tracerOf))
      : (importedMethod(value, project) ?? libraryObject(value));
  };

  /** The text of a constant, also of one that the environment may override. */
  function textOf(variable: Variable, [attribute, ...others]: ExportPath): ExportedText | undefined {
    if (others.length > 0) return undefined;
    for (const { parts } of tracerOf().traceName(variable, attribute))
      if (parts.every((part) => 'text' in part)) return { kind: 'text', text: parts.map((part) => part.text).join('') };
    return undefined;
  }

  /** `from .retry import *`, where it is the only one. */
  function handedOnByStar(path: ExportPath): Imported | undefined {
    const [from, ...others] = starredModules(tree);
    return from !== undefined && others.length === 0 ? { from, path } : undefined;
  }

  /** The last module that has a name is the one whose value counts. */
  function textBehindStars(path: ExportPath): PythonExported | undefined {
    for (const from of starredModules(tree).toReversed()) {
      const found = project.exported(from, path);
      if (found) return found;
    }
    return undefined;
  }

  /** @param made The expression that the name is assigned. */
  function wrapping(value: Value, question: WrapperQuestion, made: ast.Expression | null | undefined): Wrapping | undefined {
    const ways =
      (question.by.kind === 'decorator' ? ofLibrary(value, question.by.isCalled, question, made) : undefined) ??
      flow.wrapping(value, question);
    return ways && { kind: 'wrapping', outcomes: ways };
  }

  /** `llm_retry = retry(stop=stop_after_attempt(3))`, and a function that returns such a decorator. */
  function ofLibrary(
    value: Value,
    isCalled: boolean,
    { timing, thrown }: WrapperQuestion,
    made: ast.Expression | null | undefined,
  ): readonly WrapperOutcome[] | undefined {
    const [decorator, ...others] = isCalled && value.kind === 'function' ? tree.returnsOf(value.node) : !isCalled && made ? [made] : [];
    const effect = decorator && others.length === 0 ? wrappers.decorator(decorator, thrown, timing) : undefined;
    if (!effect) return undefined;
    const { catches, again, throws } = effect;
    return [catches ? { end: 'caught', again } : { end: 'through', again, through: { as: 'function', timing, thrown: throws ?? thrown } }];
  }
}

function libraryObject(value: Value): LibraryObject | undefined {
  return value.kind === 'made-by' ? { kind: 'library-object', path: value.path, members: value.members } : undefined;
}

/** An SDK's object without what ties it to its file. */
function plain(value: SdkObject, evaluator: Evaluator, providers: Providers): SdkObject {
  const { inner } = value;
  return {
    ...value,
    made: [],
    elsewhere: { retries: configuredRetries(value, evaluator), provider: providers.ofClient(value) },
    ...(inner && { inner: { ...inner, made: [] } }),
  };
}
