import type { ServerDeployment } from '../../../model/catalog/server-deployment.js';

export const LITELLM: ServerDeployment = {
  id: 'litellm',
  title: 'LiteLLM',
  source: 'BerriAI/litellm: litellm/proxy/proxy_cli.py; BerriAI/litellm#9295; docs.litellm.ai/docs/proxy/health',
  images: ['berriai/litellm', 'berriai/litellm-database', 'berriai/litellm-non_root', 'litellm/litellm', 'litellm/litellm-database'],
  programs: [['litellm']],
  port: { flags: ['--port'], variables: ['PORT'], default: [4000] },
  host: { flags: ['--host'], variables: ['HOST'], default: 'all' },
  key: { flags: [], variables: ['LITELLM_MASTER_KEY'] },
  tls: { flags: ['--ssl_keyfile_path', '--ssl_certfile_path'], variables: ['SSL_KEYFILE_PATH', 'SSL_CERTFILE_PATH'] },
  health: { path: '/health/liveliness', needsKey: ['/health', '/v1'], whileLoading: 'refused' },
  absentPrograms: ['curl'],
  presentPrograms: ['wget', 'python3'],
  loadSeconds: 10,
  basePaths: ['/v1', ''],
};
