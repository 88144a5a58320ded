import { createApplication } from '../../engine/deployment/application.js';
import { deploymentProblems } from '../../engine/deployment/problems/index.js';
import { hasDeploymentSignal } from '../../engine/deployment/signal.js';
import { NO_FACTS, NO_PROBLEMS } from '../../model/file-facts.js';
import type { LanguageSupport } from '../../model/language.js';
import { createDeploymentFiles } from '../../project/deployment.js';
import { disableLine } from './disable-line.js';
import { DEPLOYMENT_KINDS, type DeploymentKind } from './kinds.js';

/** The text of a file is all that is read of it, whichever language or parser made its source code. */
export interface TextOfFile {
  readonly text: string;
}

const FILES = createDeploymentFiles(DEPLOYMENT_KINDS);

/** What can be asked of a kind of deployment file. */
export function supportFor(kind: DeploymentKind): LanguageSupport<TextOfFile> {
  return {
    hasSignal: ({ text }) => hasDeploymentSignal(text),
    read({ text }, { filename, settings, guard }) {
      const own = kind.read(text, filename, (file) => FILES.readText(file));
      const application = createApplication(FILES.scopeOf(own, process.cwd(), settings.project === false));
      return {
        facts: NO_FACTS,
        problems: { ...NO_PROBLEMS, deployment: deploymentProblems(application, guard) },
        repair: (intent) => (intent.kind === 'change-deployment' ? kind.write(intent.change, text) : undefined),
        disable: (at, ruleId) => disableLine(text, at, ruleId, kind.longTexts(text)),
      };
    },
  };
}
