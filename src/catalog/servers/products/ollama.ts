import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const OLLAMA: ServerDeployment = {
  id: 'ollama',
  title: 'Ollama',
  source: 'ollama/ollama: Dockerfile, envconfig/config.go; ollama/ollama#9781',
  images: ['ollama/ollama'],
  programs: [
    ['ollama', 'serve'],
    ['/bin/ollama', 'serve'],
    ['/usr/bin/ollama', 'serve'],
  ],
  port: { flags: [], variables: [], default: [11434] },
  host: { flags: [], variables: ['OLLAMA_HOST'], default: 'loopback', inImage: 'all', takesPort: true },
  health: { path: '/api/version', needsKey: [], whileLoading: 'answered', command: ['ollama', 'list'] },
  absentPrograms: ['curl', 'wget', 'python3', 'python'],
  presentPrograms: ['ollama'],
  loadSeconds: 0,
  basePaths: ['/v1', ''],
};
