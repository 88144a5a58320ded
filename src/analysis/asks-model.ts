/**
 * Whether a call asks a model for something: an answer, a vector, a transcript. Others ask about the server (models,
 * health) or manage it (pull, delete), and what fails there is often an answer by itself: nobody is there.
 *
 * @param name What the method is called, dotted: `client.chat.completions.create`.
 */
export function isModelMethod(name: string): boolean {
  const [last = ''] = /[^.]*$/.exec(name) ?? [];
  return MODEL_METHOD.test(last) && !/\b(?:files|batches|uploads|vectorStores|vector_stores|fineTuning|fine_tuning|threads|assistants)\.\w+$/.test(name);
}

/** Whether a path of a server is one at which a model answers; unknown paths are taken for one. */
export function isModelPath(path: string | undefined): boolean {
  return path === undefined || !/\/(?:models|health\w*|ping|version|metrics|info|props|slots|load|tags|show|pull|push|create|copy|delete|ps|wake_up|is_sleeping|ready|readiness|liveliness|\w*load_lora_adapter|get_model_info|tokenize|detokenize)$/.test(path);
}

const MODEL_METHOD = /create|generat|complet|chat|stream|invoke|batch|embed|parse|predict|query|^run|^arun|^call$|acall|respond|rerank|transcri|translat|kickoff|^messages$|^act$|answer|classif|^__call__$|speech|summar|ask/i;
