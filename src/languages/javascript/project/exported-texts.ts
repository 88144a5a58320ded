import { mayNameAddress } from '../../../engine/urls/recognize.js';
import { hostKind } from '../../../engine/urls/host-kind.js';
import type { ExportPath } from '../../../model/export-path.js';
import type { Exports } from '../modules/exports.js';
import { type Node, type Tree, propertyName, stringOf, unwrap } from '../syntax/tree.js';

/** A constant that other files can import, and that holds the address of a server of one's own. */
export interface ExportedText {
  readonly node: Node;
  readonly text: string;
  readonly path: ExportPath;
}

/** The constants at the top of a module that hold such a text: `export const BASE = "http://…"`, `export const config = { url: "http://…" }`. */
export function exportedTexts(tree: Tree, exports: Exports): readonly ExportedText[] {
  return tree.program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return [];
    return declaration.declarations.flatMap((declarator): readonly ExportedText[] => {
      const texts = declarator.init ? textsIn(unwrap(declarator.init), []) : [];
      const [variable] = texts.length > 0 ? tree.declaredBy(declarator) : [];
      return variable
        ? exports
            .namesOf(variable)
            .flatMap((name) => texts.map((found) => ({ ...found, path: [name, ...found.path] })))
            .filter(({ path }) => mayNameAddress(path.join('.')))
        : [];
    });
  });
}

function textsIn(node: Node, path: ExportPath): readonly ExportedText[] {
  const text = stringOf(node);
  if (text !== undefined) return text.includes('://') && hostKind(text) === 'self-hosted' ? [{ node, text, path }] : [];
  if (node.type !== 'ObjectExpression' || path.length > 0) return [];
  return node.properties.flatMap((property) => {
    const name = property.type === 'Property' ? propertyName(property) : undefined;
    return property.type === 'Property' && name !== undefined ? textsIn(unwrap(property.value), [name]) : [];
  });
}
