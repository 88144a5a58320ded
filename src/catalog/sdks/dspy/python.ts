import type { CallKind, Export, Sdk } from '../../../model/catalog/sdk.js';
import { coroutines } from '../../presets/coroutines.js';
import { litellmForms } from '../../presets/litellm-forms.js';
import { LITELLM_REFUSED } from '../../presets/python-errors.js';

const lmCalls: Readonly<Record<string, CallKind>> = { __call__: {}, forward: {}, ...coroutines({ acall: {}, aforward: {} }) };
const module: Export = { kind: 'class', object: 'module' };

/** DSPy: a language model that is called itself, and modules that ask the one of `dspy.configure(lm=…)`. Three retries, a second and more apart. */
export const dspy = {
  id: 'dspy',
  title: 'DSPy',
  packages: ['dspy'],
  versions: '3',
  source: { kind: 'measured', versions: ['dspy 3.4.1'], file: 'modules but `LM` and `Predict`: their names in the package' },
  failure: {
    attempts: 4,
    seconds: 7,
    error: 'dspy.LMTransportError',
    ancestors: ['dspy.LMError', 'dspy.DSPyError'],
    test: { kind: 'class', module: 'dspy', name: 'LMTransportError' },
    // Version 2 passes LiteLLM's on.
    may: [LITELLM_REFUSED],
  },
  exports: {
    LM: {
      kind: 'class',
      object: 'lm',
      options: { model: 'model|0', baseUrl: ['api_base', 'base_url'], byProvider: litellmForms('model|0'), maxRetries: 'num_retries' },
    },
    ...Object.fromEntries(
      ['Predict', 'ChainOfThought', 'ReAct', 'ProgramOfThought', 'CodeAct', 'MultiChainComparison', 'BestOfN', 'Refine', 'RLM'].map(
        (name) => [name, module],
      ),
    ),
  },
  objects: {
    lm: { calls: lmCalls },
    module: { calls: lmCalls },
  },
  modelIds: 'prefix',
} as const satisfies Sdk;
