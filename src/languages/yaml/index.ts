import { type DeploymentFile, NO_DEPLOYMENT_FILE } from '../../model/facts/workload.js';
import { type ReadText, isCompose, readCompose } from './compose/file.js';
import { isKubernetes, readKubernetes } from './kubernetes/file.js';
import { isLitellm, readLitellm } from './litellm/file.js';
import { readYaml } from './syntax/tree.js';

/** Reads a YAML file for what it deploys. Its content decides: of most files there is nothing to know. */
export function readYamlFile(text: string, file: string, readText: ReadText): DeploymentFile {
  const { documents, isBroken } = readYaml(text);
  const first = documents[0];
  if (isBroken || !first) return { ...NO_DEPLOYMENT_FILE, file, form: 'other', isPartial: isBroken };
  if (isCompose(first, file)) return readCompose(first, file, readText);
  if (isLitellm(first)) return readLitellm(first, file);
  const resources = documents.filter(isKubernetes);
  if (resources.length > 0) return readKubernetes(resources, file);
  return { ...NO_DEPLOYMENT_FILE, file, form: 'other' };
}
