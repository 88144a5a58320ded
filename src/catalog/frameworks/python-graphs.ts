import type { ArgumentPath } from '../../model/catalog/place.js';

/** A library that runs functions as the nodes of a graph: what a node raises is raised by the method that runs the graph. */
export interface PythonGraphLibrary {
  /** Dotted names of the modules that export what follows, sub-modules included. */
  readonly packages: readonly string[];
  /** Classes whose objects take the nodes. */
  readonly builders: readonly string[];
  /** Methods of a builder that take a function, with the places of it. */
  readonly nodes: Readonly<Record<string, readonly ArgumentPath[]>>;
  /** The method of a builder that returns the graph. */
  readonly compile: string;
  /** Decorators that make a graph of a function. */
  readonly graphDecorators: readonly string[];
  /** Methods of a graph that run it, by when a failure shows. */
  readonly runs: Readonly<Record<string, 'on-call' | 'on-await' | 'on-read'>>;
  /**
   * Options of a node, or of a graph's decorator, that let the graph run it again after a failure, and the method that sets
   * them for every node. Which failures depends on the policy: by default not those that are an `OSError`.
   */
  readonly retries: { readonly options: readonly string[]; readonly defaults: string };
}

/** Read: langgraph 1.2.24, `graph/state.py`, `types.py`, `_internal/_retry.py`; `Graph` is of versions before. */
export const PYTHON_GRAPHS: readonly PythonGraphLibrary[] = [
  {
    packages: ['langgraph'],
    builders: ['StateGraph', 'MessageGraph', 'Graph'],
    nodes: {
      add_node: ['action|1', 'node|0'],
      add_conditional_edges: ['path|1'],
      set_conditional_entry_point: ['path|0'],
    },
    compile: 'compile',
    graphDecorators: ['entrypoint'],
    runs: {
      invoke: 'on-call',
      batch: 'on-call',
      stream: 'on-read',
      ainvoke: 'on-await',
      abatch: 'on-await',
      astream: 'on-read',
      astream_events: 'on-read',
    },
    retries: { options: ['retry_policy', 'retry'], defaults: 'set_node_defaults' },
  },
];
