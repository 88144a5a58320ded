/** What an error is: its class, the name that it gives itself, its message, and where the code of a refused connection sits. */
export function describe(error) {
  const name = String(error?.constructor?.name ?? typeof error).replace(/^_/u, '');
  return {
    error: name,
    errorName: String(error?.name),
    message: String(error?.message ?? error)
      .split('\n')[0]
      .slice(0, 160),
    codeAt: codeAt(error),
  };
}

/** Where the code of a refused connection sits on an error, nearest first. */
function codeAt(error) {
  const queue = [[error, '']];
  for (const [value, path] of queue) {
    if (typeof value !== 'object' || value === null || queue.length > 200) continue;
    if (value.code === 'ECONNREFUSED') return `${path}code`;
    for (const name of ['cause', 'lastError', 'error', 'originalError', 'reason'])
      if (value[name] && value[name] !== value) queue.push([value[name], `${path}${name}.`]);
  }
  return undefined;
}
