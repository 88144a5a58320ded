import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DeploymentScope } from '../engine/deployment/application.js';
import { textOfFile } from '../engine/file-text.js';
import type { DeploymentFile } from '../model/facts/workload.js';
import { projectRoot } from './root.js';

/** Reads the text of one kind of deployment file. */
export interface DeploymentReader {
  /** Whether it reads a file, by its name. */
  isSource(file: string): boolean;
  read(text: string, file: string, readText: (file: string) => string | undefined): DeploymentFile;
}

/** Bytes beyond which a file is not read. */
const MAX_SIZE = 500_000;
/** Files of a folder that are read. */
const MAX_FILES = 60;
/** Folders above a Dockerfile in which compose files are looked for. */
const MAX_LEVELS = 6;
/** Files that are kept. */
const MAX_KEPT = 400;

const COMPOSE_NAME = /^(?:docker-|podman-)?compose[\w.-]*\.ya?ml$|[-_.]compose[\w.-]*\.ya?ml$/i;
/** Folders beside a package in which people keep compose files. */
const COMPOSE_FOLDERS = ['docker', 'deploy', 'deployment', 'infra', 'compose', '.docker', 'deployments'];

/** The deployment files around others: finds them, reads them once, and reads them again when they have changed. */
export interface DeploymentFiles {
  /**
   * What belongs together with a file.
   *
   * @param isAlone Nothing but the file itself is looked at.
   */
  scopeOf(own: DeploymentFile, cwd: string, isAlone: boolean): DeploymentScope;
  readText(file: string): string | undefined;
}

/** Makes the files of a process. */
export function createDeploymentFiles(readers: readonly DeploymentReader[]): DeploymentFiles {
  const kept = new Map<string, { readonly stamp: string; readonly file: DeploymentFile }>();

  function readText(file: string): string | undefined {
    return textOfFile(file, MAX_SIZE);
  }

  function read(file: string): DeploymentFile | undefined {
    const reader = readers.find((one) => one.isSource(file));
    const stamp = stampOf(file);
    if (!reader || stamp === undefined) return undefined;
    const known = kept.get(file);
    if (known?.stamp === stamp) return known.file;
    const text = readText(file);
    if (text === undefined) return undefined;
    const made = reader.read(text, file, readText);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(file, { stamp, file: made });
    return made;
  }

  function readAll(files: readonly string[], own: DeploymentFile): readonly DeploymentFile[] {
    return [...new Set(files)].filter((file) => file !== own.file).flatMap((file) => read(file) ?? []);
  }

  return {
    readText,
    scopeOf(own, cwd, isAlone) {
      let others: readonly DeploymentFile[] | undefined;
      return {
        own,
        file: read,
        others: () => (others ??= isAlone ? [] : readAll(filesAround(own, cwd), own)),
      };
    },
  };
}

function filesAround(own: DeploymentFile, cwd: string): readonly string[] {
  const folder = path.dirname(own.file);
  switch (own.form) {
    case 'compose':
      return [...own.includes, ...filesIn(folder, COMPOSE_NAME)];
    case 'kubernetes':
      return filesIn(folder, /\.ya?ml$/);
    case 'dockerfile':
      return foldersAbove(folder, cwd).flatMap((above) => [
        ...filesIn(above, COMPOSE_NAME),
        ...COMPOSE_FOLDERS.flatMap((name) => filesIn(path.join(above, name), COMPOSE_NAME)),
      ]);
    case 'dotenv':
    case 'litellm':
    case 'other':
      return [];
  }
}

/** A folder and those above it, up to the root of the project. */
function foldersAbove(folder: string, cwd: string): readonly string[] {
  const root = projectRoot(path.join(folder, 'Dockerfile'), cwd) ?? folder;
  const folders = [folder];
  for (let at = folder; at !== root && path.dirname(at) !== at && folders.length < MAX_LEVELS;) folders.push((at = path.dirname(at)));
  return folders;
}

function filesIn(folder: string, name: RegExp): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && name.test(entry.name))
      .slice(0, MAX_FILES)
      .map((entry) => path.join(folder, entry.name));
  } catch {
    // Gone, or not ours to read.
    return [];
  }
}

function stampOf(file: string): string | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() ? `${stat.mtimeMs}:${stat.size}` : undefined;
  } catch {
    return undefined;
  }
}
