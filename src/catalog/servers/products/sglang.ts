import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const SGLANG: ServerDeployment = {
  id: 'sglang',
  title: 'SGLang',
  source: 'sgl-project/sglang: python/sglang/srt/server_args.py, docker/compose.yaml',
  images: ['lmsysorg/sglang', 'sglang'],
  programs: [
    ['python', '-m', 'sglang.launch_server'],
    ['sglang', 'serve'],
  ],
  port: { flags: ['--port'], variables: [], default: [30000] },
  host: { flags: ['--host'], variables: [], default: 'loopback' },
  models: { served: ['--served-model-name'], model: ['--model-path', '--model'] },
  key: { flags: ['--api-key'], variables: [] },
  health: { path: '/health', needsKey: ['/v1'], whileLoading: 'unavailable' },
  absentPrograms: [],
  presentPrograms: ['curl', 'python3'],
  loadSeconds: 120,
  basePaths: ['/v1'],
  gpu: { except: [] },
  parallelFlags: ['--tp', '--tp-size', '--tensor-parallel-size'],
};
