/** What is built as `dist/deployment.cjs`, and loaded with the first YAML file, Dockerfile or `.env` file. */
export { deployment } from '../deployment/index.js';
