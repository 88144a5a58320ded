import type * as ast from '../syntax/ast.js';

/** The default of a parameter. */
export function defaultOf(parameter: ast.Arg, args: ast.Arguments): ast.Expression | undefined {
  const keyword = args.kwonlyargs.indexOf(parameter);
  if (keyword >= 0) return args.kw_defaults[keyword] ?? undefined;
  const positions = [...args.posonlyargs, ...args.args];
  const at = positions.indexOf(parameter);
  return at < 0 ? undefined : args.defaults[at - (positions.length - args.defaults.length)];
}
