import { mayNameAddress } from '../../../engine/urls/recognize.js';
import { hostKind } from '../../../engine/urls/host-kind.js';
import type { ExportPath } from '../../../model/export-path.js';
import type * as ast from '../syntax/ast.js';
import { type Tree, stringOf } from '../syntax/tree.js';

/** A constant that other files can import, and that holds the address of a server of one's own. */
export interface ExportedText {
  readonly node: ast.Expression;
  readonly text: string;
  readonly path: ExportPath;
}

/** The names of a module, and of its classes (an enumeration, a class of settings), that hold such a text. */
export function exportedTexts({ module, moduleVariable }: Tree): readonly ExportedText[] {
  // Of a name that is assigned twice it is not known which value counts.
  return [
    ...textsIn(module.body, []).filter(({ path: [name = ''] }) => moduleVariable(name)?.bindings.length === 1),
    ...module.body.flatMap((statement) => (statement.type === 'ClassDef' ? textsIn(statement.body, [statement.name]) : [])),
  ].filter(({ path }) => mayNameAddress(path.join('.')));
}

function textsIn(body: readonly ast.Statement[], owner: ExportPath): readonly ExportedText[] {
  return body.flatMap((statement): readonly ExportedText[] => {
    // A field with an annotation is a default: the maker of the object may give another.
    const [target, ...others] =
      statement.type === 'Assign' ? statement.targets : statement.type === 'AnnAssign' && owner.length === 0 ? [statement.target] : [];
    const node = statement.type === 'Assign' || statement.type === 'AnnAssign' ? statement.value : undefined;
    const text = node ? stringOf(node) : undefined;
    return target?.type === 'Name' &&
      others.length === 0 &&
      node &&
      text !== undefined &&
      text.includes('://') &&
      hostKind(text) === 'self-hosted'
      ? [{ node, text, path: [...owner, target.id] }]
      : [];
  });
}
