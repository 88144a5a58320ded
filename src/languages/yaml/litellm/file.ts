import { HOLE } from '../../../model/facts/deployment-text.js';
import { type DeploymentFile, NO_DEPLOYMENT_FILE } from '../../../model/facts/workload.js';
import type { YamlValue } from '../syntax/tree.js';

/** Whether a document configures LiteLLM's proxy. */
export function isLitellm(document: YamlValue): boolean {
  return (
    document
      .get('model_list')
      ?.items()
      .some((item) => item.get('litellm_params')?.kind === 'map') === true
  );
}

/** Reads the addresses that LiteLLM's proxy forwards to, and the names of the models that it offers. */
export function readLitellm(document: YamlValue, file: string): DeploymentFile {
  const models = (document.get('model_list')?.items() ?? []).filter((item) => item.get('litellm_params')?.kind === 'map');
  return {
    ...NO_DEPLOYMENT_FILE,
    file,
    form: 'litellm',
    models: models.flatMap((item) => item.get('model_name')?.text() ?? []),
    addresses: models.flatMap((item) => {
      const address = item.get('litellm_params')?.get('api_base');
      const text = address?.text();
      if (!address || text === undefined || address.kind !== 'text') return [];
      const value = text.startsWith('os.environ/') ? HOLE : text;
      return [{ file, name: 'api_base', value: { value, span: address.span, file, isShared: address.isShared } }];
    }),
  };
}
