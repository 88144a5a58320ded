import { deploymentLanguage } from './language.js';
import { DOCKERFILE, DOTENV, YAML } from './kinds.js';
import { supportFor } from './support.js';

/** The languages of deployment files, and what can be asked of YAML that another plugin's language or parser has read. */
export const deployment = {
  yaml: { language: deploymentLanguage(YAML), support: supportFor(YAML) },
  dockerfile: { language: deploymentLanguage(DOCKERFILE) },
  dotenv: { language: deploymentLanguage(DOTENV) },
};
