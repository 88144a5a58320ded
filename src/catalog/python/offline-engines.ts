/** An engine that runs the model in the program's own process: no server, no address, no connection. */
export interface OfflineEngine {
  /** Qualified name as programs import it: `vllm.LLM`. */
  readonly name: string;
  /** Its public methods. What else is called on it is taken for a client's: `engine.chat.completions.create`. */
  readonly methods: readonly string[];
  /** Parameters that it does not have although programs give them: those of clients. */
  readonly foreignOptions: readonly string[];
  readonly source: string;
}

/** The engine that a qualified name is; `path` are its parts, sub-modules included: `['vllm', 'entrypoints', 'llm', 'LLM']`. */
export function offlineEngineOf(path: readonly string[]): OfflineEngine | undefined {
  if (path.length < 2 || path[0] !== 'vllm') return undefined;
  const isModule = path.slice(1, -1).every((part) => part === part.toLowerCase());
  return isModule ? BY_NAME.get(path.at(-1) ?? '') : undefined;
}

/** None is a field of `EngineArgs`, so each is a `TypeError` when the engine is made. */
const FOREIGN = ['api_base', 'base_url', 'api_key', 'endpoint', 'openai_api_base', 'openai_api_key', 'api_url', 'url', 'host', 'port', 'server_url'];
const SOURCE = 'vllm 0.33.0 and 0.6.6.post1: entrypoints/llm.py and the mixins of LLM, engine/arg_utils.py (EngineArgs), v1/engine, engine; read, not run (it takes a GPU); `reward`: entrypoints/llm.py of the repository at 0012cf69';

const ASYNC_METHODS = ['abort', 'add_logger', 'add_lora', 'add_request', 'check_admission', 'check_health', 'checkpoint_prepare', 'checkpoint_restore', 'collective_rpc', 'compute_weight_checksums', 'dead_error', 'do_log_stats', 'encode', 'engine_step', 'errored', 'finish_weight_update', 'from_engine_args', 'from_vllm_config', 'generate', 'get_decoding_config', 'get_external_elastic_ep_status', 'get_input_preprocessor', 'get_kv_event_sources', 'get_lora_config', 'get_model_config', 'get_num_queued_tokens', 'get_num_unfinished_requests', 'get_parallel_config', 'get_scheduler_config', 'get_status', 'get_supported_tasks', 'get_tokenizer', 'get_weight_version', 'handle_fault', 'init_weight_transfer_engine', 'is_paused', 'is_running', 'is_sleeping', 'is_stopped', 'is_tracing_enabled', 'list_loras', 'notify_kv_transfer_request_rejected', 'pause_generation', 'pin_lora', 'process_request_outputs', 'release_kv_cache_memory', 'remove_logger', 'remove_lora', 'reset_encoder_cache', 'reset_mm_cache', 'reset_prefix_cache', 'resume_generation', 'run_engine_loop', 'scale_elastic_ep', 'set_errored', 'should_keep_api_server_alive', 'shutdown', 'shutdown_background_loop', 'shutdown_weight_transfer_engine', 'sleep', 'start_background_loop', 'start_draft_weight_update', 'start_profile', 'start_weight_update', 'stop_profile', 'tokenizer', 'update_weight_version', 'update_weights', 'wait_for_requests_to_drain', 'wake_up'];

export const OFFLINE_ENGINES: readonly OfflineEngine[] = [
  {
    name: 'vllm.LLM',
    methods: ['apply_model', 'beam_search', 'chat', 'classify', 'collective_rpc', 'deprecate_legacy_api', 'embed', 'encode', 'enqueue', 'enqueue_chat', 'finish_weight_update', 'from_engine_args', 'generate', 'get_default_sampling_params', 'get_engine_class', 'get_metrics', 'get_tokenizer', 'get_weight_version', 'get_world_size', 'init_weight_transfer_engine', 'release_kv_cache_memory', 'reset_mm_cache', 'reset_prefix_cache', 'reward', 'score', 'set_tokenizer', 'shutdown_weight_transfer_engine', 'sleep', 'start_draft_weight_update', 'start_profile', 'start_weight_update', 'stop_profile', 'update_weight_version', 'update_weights', 'wait_for_completion', 'wake_up'],
    foreignOptions: FOREIGN,
    source: SOURCE,
  },
  {
    name: 'vllm.LLMEngine',
    methods: ['abort_request', 'add_logger', 'add_lora', 'add_prompt_adapter', 'add_request', 'apply_model', 'check_health', 'collective_rpc', 'create_trace_span', 'do_log_stats', 'do_log_stats_with_interval', 'do_tracing', 'enable_output_validation', 'from_engine_args', 'from_vllm_config', 'get_decoding_config', 'get_lora_config', 'get_metrics', 'get_model_config', 'get_num_unfinished_requests', 'get_parallel_config', 'get_scheduler_config', 'get_supported_tasks', 'get_tokenizer', 'get_tokenizer_group', 'get_weight_version', 'has_unfinished_requests', 'has_unfinished_requests_dp', 'has_unfinished_requests_for_virtual_engine', 'is_sleeping', 'is_tracing_enabled', 'list_loras', 'list_prompt_adapters', 'pin_lora', 'release_kv_cache_memory', 'remove_logger', 'remove_lora', 'remove_prompt_adapter', 'reset_encoder_cache', 'reset_mm_cache', 'reset_prefix_cache', 'set_weight_version', 'sleep', 'start_profile', 'step', 'stop_profile', 'stop_remote_worker_execution_loop', 'tokenizer', 'validate_output', 'validate_outputs', 'wake_up'],
    foreignOptions: FOREIGN,
    source: SOURCE,
  },
  { name: 'vllm.AsyncLLMEngine', methods: ASYNC_METHODS, foreignOptions: FOREIGN, source: SOURCE },
  { name: 'vllm.AsyncLLM', methods: ASYNC_METHODS, foreignOptions: FOREIGN, source: SOURCE },
];

const BY_NAME = new Map(OFFLINE_ENGINES.map((engine) => [engine.name.slice('vllm.'.length), engine]));
