import { readDotenv } from '../../engine/deployment/dotenv.js';
import { type DeploymentFile, NO_DEPLOYMENT_FILE } from '../../model/facts/workload.js';

/** Reads the variables of a `.env` file. */
export function readDotenvFile(text: string, file: string): DeploymentFile {
  return { ...NO_DEPLOYMENT_FILE, file, form: 'dotenv', variables: readDotenv(text, file) };
}
