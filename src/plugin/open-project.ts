import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Rule } from 'eslint';
import type { OpenProject, ProjectLanguage } from '../model/project.js';
import type { Settings } from '../model/settings.js';
import { type Project, createProject } from '../project/index.js';
import { projectRoot } from '../project/root.js';

/**
 * The project around a file, as `settings.vllm.project` says: the one that its folders tell, a folder that the setting
 * names, or none. Nothing is read before a language asks for something.
 */
export function projectAround(place: Pick<Rule.RuleContext, 'cwd' | 'filename'>, settings: Settings): OpenProject {
  return (language) => {
    const root = settings.project === false ? undefined : rootAround(place, settings);
    return root === undefined ? undefined : projectOf(language, root, settings).from(path.resolve(place.cwd, place.filename));
  };
}

/**
 * Checks that `settings.vllm.project` names a folder.
 *
 * @throws {TypeError} Naming the setting and the folder that is not there; ESLint shows it as a configuration error.
 */
export function checkRoot(cwd: string, { project }: Settings): void {
  if (typeof project !== 'string') return;
  const root = path.resolve(cwd, project);
  if (!existsSync(root)) throw new TypeError(`settings.vllm.project names no folder: ${root}.`);
}

/** The root of the project around a file; `undefined` where that is not known. */
export function rootAround({ cwd, filename }: Pick<Rule.RuleContext, 'cwd' | 'filename'>, { project }: Settings): string | undefined {
  return typeof project === 'string' ? path.resolve(cwd, project) : projectRoot(path.resolve(cwd, filename), cwd);
}

/** Projects live as long as the process, one for each language, root and settings. */
function projectOf<Exported, Failure>(
  language: ProjectLanguage<Exported, Failure>,
  root: string,
  settings: Settings,
): Project<Exported, Failure> {
  const key = keyOf(settings);
  const known = projects.find((project) => project.language === language && project.root === root && project.key === key);
  if (known) return known.project as Project<Exported, Failure>;
  const project = createProject(language, root, settings);
  projects.unshift({ language, root, key, project });
  // A process that lints many projects would keep all of them.
  projects.length = Math.min(projects.length, MAX_PROJECTS);
  return project;
}

/** Editors' servers make a new ESLint for every keystroke, and with it new settings that say the same. */
function keyOf(settings: Settings): string {
  const known = keys.get(settings);
  if (known !== undefined) return known;
  const key = JSON.stringify(settings);
  keys.set(settings, key);
  return key;
}

const keys = new WeakMap<Settings, string>();
const projects: { language: unknown; root: string; key: string; project: unknown }[] = [];
const MAX_PROJECTS = 8;
