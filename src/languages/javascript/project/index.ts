import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { type EscapingFunction, type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import type { ModuleReader, OutsidePath, ProjectLanguage, ProjectView } from '../../../model/project.js';
import type { Settings } from '../../../model/settings.js';
import { type Analysis, analyse } from '../flow/analyze.js';
import type { Exported } from '../values/imported-values.js';
import { readAddresses } from './addresses.js';
import { readExported } from './exported.js';
import { loadedModule } from '../modules/imports.js';
import { loadParser } from '../modules/load-parser.js';
import { EXTENSIONS, createModuleResolver } from '../modules/module-resolver.js';
import { clientsIn, scanModule } from '../modules/scan.js';
import { type ClassNode, type Node, classAround, isClass, linkParents, propertyName } from '../syntax/tree.js';
import { createUrlTracer } from '../urls/trace.js';
import type { Value } from '../values/value.js';

/** JavaScript and TypeScript, as files of a project. What is followed is the failure of a library, by its id in the catalog. */
export const javascriptProject: ProjectLanguage<Exported, string> = {
  isSource: (file) => EXTENSIONS.includes(path.extname(file)) && !/\.d\.[cm]?ts$|\.min\.js$/.test(file),
  embeddedIn: (file, text) => (EMBEDDING.test(file) ? text() : undefined),
  scan: scanModule,
  clientsIn,
  stemsOf: (file) => {
    const stem = stemOf(file);
    return stem === 'index' ? [stem, path.basename(path.dirname(file)), '.', '..', ...packageWords(file)] : [stem, ...packageWords(file)];
  },
  stemOf,
  isBareSpecifier: (specifier) => /^(?:@[\w-][^/]*\/)?[^./~][^/:]*$/.test(specifier) && !isBuiltin(specifier),
  resolver: createModuleResolver,
  mayUse,
  open,
};

/** Files with scripts in them, which may import modules: components, pages. */
const EMBEDDING = /\.(?:vue|svelte|astro|mdx|marko|html)$/;

/** A thing is used by its name; a file without it may hand on all that a module exports. */
function mayUse(text: string, { path: [name = 'default'] }: EscapingFunction): boolean {
  return name === 'default' || text.includes(name) || HANDS_ON_ALL.test(text);
}

/** `export * from`, `require(…)`, `import(…)` */
const HANDS_ON_ALL = /\bexport\s{0,9}\*|\b(?:require|import)\s{0,9}\(/;

/** The last part of a path, without its extension and without what marks an alias: `#ask`, `~ask`. */
function stemOf(specifier: string): string {
  return path.posix
    .basename(specifier.replaceAll('\\', '/'))
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/^[@#~]/, '');
}

/** A file at the top of a package, or of its `src`, may be imported by the package's name, which is mostly its folder's. */
function packageWords(file: string): readonly string[] {
  const folder = path.dirname(file);
  return path.basename(folder) === 'src' ? [path.basename(path.dirname(folder))] : [];
}

function open(
  file: string,
  text: string,
  settings: Settings,
  project: ProjectView<Exported, string>,
): ModuleReader<Exported, string> | undefined {
  const source = parse(file, text);
  if (!source) return undefined;
  const context = analyse(source, file, settings, project);
  const { tree, evaluator, flow, execution, imports } = context;
  const tracer = () => createUrlTracer(tree, evaluator, settings.env, imports);
  return {
    exported: readExported(tree, evaluator, execution.exports, flow, tracer),
    uses: (isFrom, exit, failure) => uses(context, isFrom, exit, failure),
    addresses: () => readAddresses(tree, evaluator, tracer()),
  };
}

/** What the file does with an export that fails, of the modules that `isFrom` tells. */
function uses(context: Analysis, isFrom: (specifier: string) => boolean, exit: EscapingFunction, failure: string): readonly OutsidePath[] {
  const wanted = plainly(exit.path);
  const isNamed = (node: Node, path: ExportPath) => {
    const names = namesOf(context.evaluator.valueOf(node));
    return names !== undefined && isSame(plainly(names.path), path) && isFrom(names.module);
  };
  // `providers[name]` may be any of them.
  const isChosen = (node: Node) =>
    node.type === 'MemberExpression' &&
    node.computed &&
    propertyName(node) === undefined &&
    wanted.length > 1 &&
    wanted.at(-1) !== RESULT_STEP &&
    isNamed(node.object, wanted.slice(0, -1));
  const isExit = (node: Node) => isChosen(node) || isInherited(node) || isNamed(node, wanted);
  // `this.ask` and `super.ask` in a class that has it from an imported one.
  const isInherited = (node: Node) => {
    if (wanted.at(-2) !== RESULT_STEP || node.type !== 'MemberExpression' || propertyName(node) !== wanted.at(-1)) return false;
    const around = node.object.type === 'ThisExpression' || node.object.type === 'Super' ? classAround(node) : undefined;
    return around !== undefined && inherits(context, around, isFrom, wanted, node.object.type === 'Super');
  };
  const followed = context.flow.imported(isExit, exit.fails, failure);
  return [
    ...followed.flatMap(({ node, paths }) => paths.map(({ end, again }) => ({ end, again, line: node.loc.start.line }))),
    ...reexports(context, isFrom, exit),
    ...passedOut(context, isFrom, exit),
    ...inherited(context, isFrom, exit),
  ];
}

/** Whether instances of a class have a method of an imported class that it extends; `path` leads to the method. */
function inherits(
  context: Analysis,
  node: ClassNode,
  isFrom: (specifier: string) => boolean,
  path: ExportPath,
  isSuper = false,
  hops = 0,
): boolean {
  if (!node.superClass || hops > 5) return false;
  if (!isSuper && node.body.body.some((element) => 'key' in element && propertyName(element as TSESTree.MethodDefinition) === path.at(-1)))
    return false;
  const base = context.evaluator.valueOf(node.superClass);
  if (base.kind === 'class') return inherits(context, base.node, isFrom, path, false, hops + 1);
  const names = namesOf(base);
  return names !== undefined && isSame([...plainly(names.path), RESULT_STEP], path.slice(0, -1)) && isFrom(names.module);
}

/** `class Chat extends Llm {}`: the methods of `Llm` are those of `Chat` too. */
function inherited(
  context: Analysis,
  isFrom: (specifier: string) => boolean,
  { path: names, fails }: EscapingFunction,
): readonly OutsidePath[] {
  const wanted = plainly(names);
  const name = wanted.at(-1);
  if (wanted.at(-2) !== RESULT_STEP || name === undefined) return [];
  return classesOf(context.tree.program)
    .filter((node) => inherits(context, node, isFrom, wanted))
    .flatMap((node) =>
      context.execution.pathsOfMembers(node, false).map((own) => ({
        end: { kind: 'exported' as const, exit: { path: [...own, name], fails } },
        isOptional: true,
        line: node.loc.start.line,
      })),
    );
}

/**
 * What this file makes of the other one's exports and exports in turn: `export const llm = new Llm()`,
 * `export const ask = makeAsk()`, `module.exports = { llm: require('./llm') }`.
 */
function passedOut(
  context: Analysis,
  isFrom: (specifier: string) => boolean,
  { path: names, fails }: EscapingFunction,
): readonly OutsidePath[] {
  const wanted = plainly(names);
  return context.tree.calls.flatMap((node): readonly OutsidePath[] => {
    const whole = loadedModule(node, context.tree);
    const value = whole === undefined ? context.evaluator.valueOf(node) : undefined;
    const held =
      whole === undefined ? (value?.kind === 'made-by' && value.node === node ? namesOf(value) : undefined) : { module: whole, path: [] };
    if (!held) return [];
    const start = plainly(held.path);
    if (start.length > wanted.length || !isSame(start, wanted.slice(0, start.length)) || !isFrom(held.module)) return [];
    const rest = whole === undefined ? wanted.slice(start.length) : names;
    return context.execution.exports.pathsOfValue(node).map((own) => ({
      end: { kind: 'exported', exit: { path: [...own, ...rest], fails } },
      isOptional: true,
      line: node.loc.start.line,
    }));
  });
}

/** `export * from './llm'`, `export { ask as question } from './llm'`, `import { llm } from './llm'; export { llm }`. */
function reexports(
  context: Analysis,
  isFrom: (specifier: string) => boolean,
  { path: names, fails }: EscapingFunction,
): readonly OutsidePath[] {
  const [name = 'default', ...members] = names;
  const found: { readonly path: ExportPath; readonly line: number }[] = [];
  for (const statement of context.tree.program.body) {
    const { line } = statement.loc.start;
    if (statement.type === 'ExportAllDeclaration' && isFrom(statement.source.value)) {
      if (statement.exported) found.push({ path: [nameOf(statement.exported), ...names], line });
      else if (name !== 'default') found.push({ path: names, line });
    } else if (statement.type === 'ExportNamedDeclaration' && statement.source && isFrom(statement.source.value)) {
      for (const { local, exported } of statement.specifiers)
        if (nameOf(local) === name) found.push({ path: [nameOf(exported), ...members], line });
    } else if (statement.type === 'ImportDeclaration' && isFrom(statement.source.value)) {
      for (const specifier of statement.specifiers) {
        const rest =
          specifier.type === 'ImportNamespaceSpecifier'
            ? names
            : (specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported)) === name
              ? members
              : undefined;
        const variable = rest && context.tree.declaredBy(specifier)[0];
        if (variable) for (const own of context.execution.namesOfVariable(variable)) found.push({ path: [...own, ...rest], line });
      }
    }
  }
  return found.map(({ path: own, line }) => ({ end: { kind: 'exported', exit: { path: own, fails } }, line }));
}

function parse(file: string, text: string): Pick<TSESLint.SourceCode, 'ast' | 'text' | 'visitorKeys' | 'scopeManager'> | undefined {
  try {
    // Tokens and comments are not asked for: as many as there are, they take a third of the time and half of the room. The
    // platform's own types answer nothing here.
    const { parse: parseTypeScript, analyze, visitorKeys } = loadParser();
    const keys = visitorKeys as TSESLint.SourceCode['visitorKeys'];
    const ast = Object.assign(
      parseTypeScript(text, {
        filePath: file,
        range: true,
        loc: true,
        jsx: !/\.[cm]?ts$/.test(file),
        sourceType: 'module',
        jsDocParsingMode: 'none',
      }),
      { tokens: [], comments: [] },
    );
    const scopeManager = analyze(ast, { sourceType: 'module', lib: [] });
    linkParents(ast, keys);
    return { ast, text, visitorKeys: keys, scopeManager };
  } catch {
    // Broken syntax: the file is being edited.
    return undefined;
  }
}

/** The classes that a module declares at its top. */
function classesOf(program: TSESTree.Program): readonly ClassNode[] {
  return program.body.flatMap((statement): readonly ClassNode[] => {
    const declared =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
    return isClass(declared) ? [declared] : [];
  });
}

/** The module of a value, and the names that lead from its exports to it. */
function namesOf(value: Value): { readonly module: string; readonly path: ExportPath } | undefined {
  if (value.kind === 'external') return value.module === '' ? undefined : value;
  if (value.kind === 'made-by')
    return value.module === '' ? undefined : { module: value.module, path: [...value.path, RESULT_STEP, ...value.members] };
  return undefined;
}

/** A default export's members are the module's own, where one of both sides is CommonJS. */
function plainly(names: ExportPath): ExportPath {
  return names[0] === 'default' ? names.slice(1) : names;
}

function isSame(one: ExportPath, other: ExportPath): boolean {
  return one.length === other.length && one.every((name, i) => name === other[i]);
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
