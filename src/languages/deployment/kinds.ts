import path from 'node:path';
import { writeReplacement } from '../../engine/deployment/replacement.js';
import type { DeploymentChange } from '../../model/deployment-change.js';
import type { DeploymentFile } from '../../model/facts/workload.js';
import type { Repair } from '../../model/fix.js';
import type { Span } from '../../model/span.js';
import type { DeploymentReader } from '../../project/deployment.js';
import { readDockerfile } from '../dockerfile/read.js';
import { readDotenvFile } from '../dotenv/read.js';
import { writeYamlChange } from '../yaml/fixes/write-change.js';
import { readYamlFile } from '../yaml/index.js';
import { readTrivia } from '../yaml/syntax/comments.js';

/** One kind of deployment file: how it is read, where comments may stand, how a change is written. */
export interface DeploymentKind extends DeploymentReader {
  readonly id: 'yaml' | 'dockerfile' | 'dotenv';
  comments(text: string): readonly Span[];
  /** Texts of several lines, in which no comment may stand. */
  longTexts(text: string): readonly Span[];
  write(change: DeploymentChange, text: string): Repair | undefined;
}

export const YAML: DeploymentKind = {
  id: 'yaml',
  isSource: (file) => /\.ya?ml$/i.test(file),
  read: readYamlFile,
  comments: (text) => readTrivia(text).comments,
  longTexts: (text) => readTrivia(text).longScalars,
  write: writeYamlChange,
};

export const DOCKERFILE: DeploymentKind = {
  id: 'dockerfile',
  isSource: (file) => /^(?:Docker|Container)file(?:[.-].*)?$|\.(?:docker|container)file$/i.test(path.basename(file)),
  read: (text, file): DeploymentFile => readDockerfile(text, file),
  comments: hashLines,
  longTexts: () => [],
  write: writeText,
};

export const DOTENV: DeploymentKind = {
  id: 'dotenv',
  isSource: (file) => /^\.env(?:\..*)?$|\.env(?:\.example)?$/i.test(path.basename(file)),
  read: (text, file): DeploymentFile => readDotenvFile(text, file),
  comments: hashLines,
  longTexts: () => [],
  write: writeText,
};

/** All kinds, in the order in which a name is looked up. */
export const DEPLOYMENT_KINDS: readonly DeploymentKind[] = [YAML, DOCKERFILE, DOTENV];

/** Comments that have a line to themselves. */
function hashLines(text: string): readonly Span[] {
  return [...text.matchAll(/^[^\S\r\n]*(#[^\r\n]*)/gm)].map((match) => {
    const end = match.index + match[0].length;
    return { start: end - (match[1] ?? '').length, end };
  });
}

function writeText(change: DeploymentChange, text: string): Repair | undefined {
  const edits = change.kind === 'replace' ? writeReplacement(change, text) : undefined;
  return edits && { edits, applicability: change.applicability, title: change.title };
}
