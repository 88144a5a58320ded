import type { Rule } from 'eslint';
import type { OpenProject, ProjectLanguage } from '../model/project.js';
import type { Settings } from '../model/settings.js';
import { type Project, createProject } from '../project/project.js';

/** A file's project is what lies below ESLint's working directory. Nothing is read before a language asks for something. */
export function projectAround({ cwd, filename }: Pick<Rule.RuleContext, 'cwd' | 'filename'>, settings: Settings): OpenProject {
  return (language) => (settings.project ? projectOf(language, cwd, settings).from(filename) : undefined);
}

/** Projects live as long as the process, one for each language, folder and settings. */
function projectOf<Exported, Failure>(language: ProjectLanguage<Exported, Failure>, cwd: string, settings: Settings): Project<Exported, Failure> {
  const key = keyOf(settings);
  const known = projects.find((project) => project.language === language && project.cwd === cwd && project.key === key);
  if (known) return known.project as Project<Exported, Failure>;
  const project = createProject(language, cwd, settings);
  projects.unshift({ language, cwd, key, project });
  // Somebody who lints many folders in one process would keep all of them.
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
const projects: { language: unknown; cwd: string; key: string; project: unknown }[] = [];
const MAX_PROJECTS = 8;
