import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..', '..');

/** A field of the regimes' schema, and whether any code reads it. */
export type SchemaField = { readonly at: string; readonly name: string; readonly isRead: boolean };

/**
 * Every field that the schema of the regimes declares, at whatever depth, with whether the product's code takes it out
 * of a value: by a dot or by destructuring. What only holds data against each other, or shows all alike, reads none.
 */
export function schemaFields(): readonly SchemaField[] {
  const files = ts.sys
    .readDirectory(ROOT, ['.ts'], ['node_modules', '.redress', 'test'])
    .filter((file) => !file.endsWith('.d.ts'));
  const program = ts.createProgram(files, options());
  const checker = program.getTypeChecker();
  const sources = program
    .getSourceFiles()
    .map((source) => ({ source, path: source.fileName.slice(ROOT.length + 1) }))
    .filter(({ path }) => files.some((file) => file.endsWith(path)));
  const read = new Set(
    sources
      .filter(({ path }) => path !== 'regimes/agreement.ts')
      .flatMap(({ source }) => readIn(source, checker)),
  );
  return sources
    .filter(({ path }) => /^regimes\/[^/]+\.ts$/.test(path))
    .flatMap(({ source, path }) =>
      declaredIn(source).map((field) => {
        const { line } = source.getLineAndCharacterOfPosition(field.getStart(source));
        const name = field.name?.getText(source) ?? '';
        return { at: `${path}:${line + 1}`, name, isRead: read.has(field) };
      }),
    );
}

function options(): ts.CompilerOptions {
  const path = join(ROOT, 'tsconfig.json');
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  return ts.getParsedCommandLineOfConfigFile(path, {}, host)?.options ?? {};
}

/** The fields of each strict object of a schema. */
function declaredIn(source: ts.SourceFile): readonly ts.ObjectLiteralElementLike[] {
  return everyNode(source).flatMap((node) => {
    if (!ts.isCallExpression(node) || !isMethod(node, ['strictObject'])) return [];
    const [shape] = node.arguments;
    return shape !== undefined && ts.isObjectLiteralExpression(shape)
      ? shape.properties.filter(({ name }) => name !== undefined)
      : [];
  });
}

/** Where the fields are declared that a file reads; a refinement of the schema is no reader. */
function readIn(source: ts.SourceFile, checker: ts.TypeChecker): readonly ts.Node[] {
  return everyNode(source, (node) => isMethod(node, ['refine', 'superRefine'])).flatMap(
    (node) => symbolRead(node, checker)?.declarations ?? [],
  );
}

function symbolRead(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isPropertyAccessExpression(node)) return checker.getSymbolAtLocation(node.name);
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const name = node.propertyName ?? node.name;
  return node.dotDotDotToken === undefined && ts.isIdentifier(name)
    ? checker.getTypeAtLocation(node.parent).getProperty(name.text)
    : undefined;
}

function isMethod(node: ts.Node, names: readonly string[]): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    names.includes(node.expression.name.text)
  );
}

/** A node and all below it; of a call that is to be skipped, only what it is called on. */
function everyNode(node: ts.Node, skips: (node: ts.Node) => boolean = () => false): ts.Node[] {
  const found: ts.Node[] = [node];
  const visit = (inner: ts.Node) => {
    found.push(...everyNode(inner, skips));
  };
  if (ts.isCallExpression(node) && skips(node)) visit(node.expression);
  else ts.forEachChild(node, visit);
  return found;
}
