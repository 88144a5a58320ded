import type { ClientOptions } from '../../../model/catalog/options.js';
import type * as ast from '../syntax/ast.js';
import { isInBlockAround } from '../syntax/reaching-definitions.js';
import { type Tree, functionAround } from '../syntax/tree.js';
import type { CatalogView } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluator.js';

/** An assignment that sets the base URL of a client or of a library: `client.base_url = …`. */
export interface AssignedUrl {
  readonly target: ast.Attribute;
  readonly value: ast.Expression;
  /** The options of the client, where it is made in this file. */
  readonly options: ClientOptions | undefined;
  /** The call that made the client. */
  readonly made: ast.Node | undefined;
  /** Whether it is the last assignment to the holder, which its requests use. */
  readonly isLast: boolean;
}

/** `openai.base_url = "http://…"`, `client.base_url = …`; the last one to a holder is what its requests use. */
export function assignedUrls(tree: Tree, { valueOf }: Evaluator, catalog: CatalogView): readonly AssignedUrl[] {
  return ['base_url', 'api_base'].flatMap((name) =>
    (tree.attributeWrites.get(name) ?? []).flatMap(({ target, value }, i, all): readonly AssignedUrl[] => {
      const holder = valueOf(target.value);
      const isClient =
        holder.kind === 'sdk-object'
          ? holder.path.length === 0
          : holder.kind === 'external' && holder.path.length === 1 && catalog.sdk(holder.path);
      if (!isClient) return [];
      const made = holder.kind === 'sdk-object' ? holder.made.at(-1) : undefined;
      const text = tree.textOf(target.value);
      const isLast = !all
        .slice(i + 1)
        .some(
          (later) =>
            tree.textOf(later.target.value) === text &&
            functionAround(later.target) === functionAround(target) &&
            isInBlockAround(later.target, target),
        );
      return [{ target, value, options: made?.options, made: made?.node, isLast }];
    }),
  );
}
