import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const TGI: ServerDeployment = {
  id: 'tgi',
  title: 'Text Generation Inference',
  source: 'huggingface/text-generation-inference: Dockerfile, launcher/src/main.rs, router/src/server.rs',
  images: ['huggingface/text-generation-inference', 'text-generation-inference', 'huggingface-text-generation-inference-*', 'tgi-gaudi'],
  programs: [['text-generation-launcher']],
  port: { flags: ['--port', '-p'], variables: ['PORT'], default: [3000], inImage: [80] },
  host: { flags: ['--hostname'], variables: [], default: 'all' },
  key: { flags: ['--api-key'], variables: ['API_KEY'] },
  health: { path: '/health', needsKey: ['/v1/chat/completions', '/v1/completions', '/generate'], whileLoading: 'refused' },
  absentPrograms: [],
  presentPrograms: ['curl', 'python3'],
  loadSeconds: 120,
  basePaths: ['/v1'],
  gpu: { except: ['tgi-gaudi'] },
  parallelFlags: ['--num-shard'],
};
