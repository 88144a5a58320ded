import { withStart } from '../../engine/urls/started-servers.js';
import { endpointOf } from '../../engine/urls/recognize.js';
import { lazyFields } from '../../engine/lazy-fields.js';
import { NO_FACTS } from '../../model/file-facts.js';
import { type Guard, UNGUARDED } from '../../model/guard.js';
import type { FileFacts } from '../../model/language.js';
import type { OpenProject } from '../../model/project.js';
import type { Settings } from '../../model/settings.js';
import type { CallContext } from './calls/call-context.js';
import { createPurposes } from './calls/call-purpose.js';
import { findClients } from './calls/clients.js';
import { findCalls } from './calls/find-calls.js';
import { createProviders } from './calls/provider.js';
import type { Extraction, PythonFile } from './extraction.js';
import { repairPython } from './fixes/index.js';
import { type PythonModule, openPython } from './flow/analyze.js';
import { createOwnRetries } from './flow/own-retry.js';
import type { PythonProject } from './flow/project-types.js';
import { createProblems } from './problems/file-problems.js';
import { createFollowedCalls } from './problems/followed-calls.js';
import { exportedTexts } from './project/exported-texts.js';
import { PYTHON_PROJECT } from './project/index.js';
import type { Node } from './syntax/ast.js';
import { assignedUrls } from './urls/assigned-urls.js';
import { type EndpointContext, addAssignedEndpoints } from './urls/endpoints.js';
import { startedServers } from './urls/started-servers.js';
import { createUrlTracer } from './urls/trace.js';

/** Reads the facts of a file; `filename` is absolute and decides what is a test. */
export function readPython(
  file: PythonFile,
  filename: string,
  settings: Settings,
  openProject: OpenProject,
  guard: Guard = UNGUARDED,
): FileFacts {
  const extraction = extractFacts(file, filename, settings, openProject, guard);
  const { facts, problems } = extraction;
  return { facts, problems, repair: (intent) => repairPython(intent, { ...extraction, file, filename, settings }) };
}

/** What LLM servers a file calls, where their addresses are decided, and what happens when a connection is refused. */
export function extractFacts(
  { text, ast }: PythonFile,
  filename: string,
  settings: Settings,
  openProject: OpenProject,
  guard: Guard = UNGUARDED,
): Extraction {
  const project = openProject(PYTHON_PROJECT);
  const module = openPython(ast, text, filename, settings, project);
  const { tree, evaluator } = module;
  const context = foundCalls(module, settings, project, guard);
  if (project) addReadElsewhere(context, project);
  const followed = createFollowedCalls(context.found, module, project, guard);
  const inOrder = [...context.endpoints].sort(([a], [b]) => a.range[0] - b.range[0]);
  return {
    facts: lazyFields(guard, NO_FACTS, { endpoints: () => inOrder.map(([, endpoint]) => endpoint), calls: () => followed.calls() }),
    ...createProblems(context, followed, module, settings, guard),
    tree,
    evaluator,
    raws: followed.raws,
    endpointNodes: new Map(inOrder.map(([node, endpoint]) => [endpoint, node])),
    ownRetries: createOwnRetries(tree, filename, project),
    urlsElsewhere: () => project?.urls() ?? [],
  };
}

/** Finds the endpoints of a file, the clients and the calls. */
function foundCalls(module: PythonModule, settings: Settings, project: PythonProject | undefined, guard: Guard): CallContext {
  const { tree, evaluator, catalog } = module;
  const tracer = createUrlTracer(tree, evaluator, settings.env, project);
  const endpoints: EndpointContext = {
    tree,
    evaluator,
    tracer,
    started: startedServers(tree, evaluator),
    assigned: assignedUrls(tree, evaluator, catalog),
    endpoints: new Map(),
    uses: [],
    serverIdentities: new Set(),
  };
  const clients = findClients(endpoints, guard);
  addAssignedEndpoints(endpoints);
  const context: CallContext = {
    ...endpoints,
    catalog,
    project,
    clients,
    providers: createProviders(tree, evaluator, () => tracer),
    withPurpose: createPurposes(tree, evaluator),
    found: [],
    limited: [],
    uncertain: [],
  };
  findCalls(context, guard);
  return context;
}

/** Adds the addresses that another file of the project reads from this one: what decides there is decided here. */
function addReadElsewhere({ tree, endpoints, started }: EndpointContext, project: PythonProject): void {
  for (const { node, text, path } of exportedTexts(tree)) {
    const reaches = endpoints.has(node) ? undefined : project.addressReader(path);
    const found = reaches === undefined ? undefined : endpointOf<Node>({ parts: [{ text, node }], fallback: false }, reaches, undefined);
    if (found) endpoints.set(node, withStart(found.endpoint, started));
  }
}
