import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..', '..');

/** The code of a folder. */
export function sourcesOf(folder: string): readonly string[] {
  return globSync(`${folder}/**/*.ts`, { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
}

/** Every text that the code of a folder gives as what is wrong with a value; what it fills in is a 7. */
export function messagesIn(folder: string): readonly string[] {
  return sourcesOf(folder).flatMap((text) => {
    const source = ts.createSourceFile('one.ts', text, ts.ScriptTarget.ESNext);
    return saidBelow(source, constantsOf(source));
  });
}

type Constants = ReadonlyMap<string, string>;

/** Texts that the code gives a name. */
function constantsOf(source: ts.SourceFile): Constants {
  const found = new Map<string, string>();
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name))
      if (ts.isStringLiteralLike(node.initializer))
        found.set(node.name.text, node.initializer.text);
    node.forEachChild(look);
  };
  look(source);
  return found;
}

function saidBelow(node: ts.Node, constants: Constants): readonly string[] {
  const inside: string[] = [];
  node.forEachChild((child) => void inside.push(...saidBelow(child, constants)));
  const said = messageOf(node);
  return said === undefined ? inside : [...textsOf(said, constants), ...inside];
}

/** A field `message` or `error`, or what a check of a schema says. */
function messageOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name))
    return ['message', 'error'].includes(node.name.text) ? node.initializer : undefined;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  return ['regex', 'refine'].includes(node.expression.name.text) ? node.arguments[1] : undefined;
}

/** Both sides of a choice; a call says elsewhere what it is. */
function textsOf(value: ts.Expression, constants: Constants): readonly string[] {
  if (ts.isStringLiteralLike(value)) return [value.text];
  if (ts.isIdentifier(value)) return [constants.get(value.text) ?? []].flat();
  if (ts.isConditionalExpression(value))
    return [value.whenTrue, value.whenFalse].flatMap((one) => textsOf(one, constants));
  if (!ts.isTemplateExpression(value)) return [];
  const filled = value.templateSpans.map(({ expression, literal }) => {
    const known = ts.isIdentifier(expression) ? constants.get(expression.text) : undefined;
    return `${known ?? '7'}${literal.text}`;
  });
  return [value.head.text + filled.join('')];
}
