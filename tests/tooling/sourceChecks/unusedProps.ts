import type { AST, Rule } from 'eslint';

/** The part of the syntax tree that the rule looks at. */
interface Node {
  readonly type: string;
  readonly loc: AST.SourceLocation;
  readonly name?: string;
  readonly key?: Node;
  readonly id?: Node;
  readonly init?: Node | null;
  readonly callee?: Node;
  readonly typeName?: Node;
  readonly typeAnnotation?: Node;
  readonly properties?: readonly Node[];
  readonly members?: readonly Node[];
  readonly body?: Node | readonly Node[];
}

const membersOf = (type: Node | undefined, declared: ReadonlyMap<string, readonly Node[]>): readonly Node[] => {
  if (type?.type === 'TSTypeLiteral') return type.members ?? [];
  return type?.type === 'TSTypeReference' ? (declared.get(type.typeName?.name ?? '') ?? []) : [];
};

/**
 * A component takes every prop that its own type declares. The rule of Svelte's plugin needs type
 * information and sees inherited props as well; this one reads the component alone.
 */
export const unusedPropsRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const declared = new Map<string, readonly Node[]>();
    const patterns: Node[] = [];
    const listeners = {
      TSInterfaceDeclaration(node: Node) {
        const body = node.body;
        if (body && 'body' in body && Array.isArray(body.body)) declared.set(node.id?.name ?? '', body.body);
      },
      TSTypeAliasDeclaration(node: Node) {
        declared.set(node.id?.name ?? '', node.typeAnnotation?.members ?? []);
      },
      VariableDeclarator(node: Node) {
        if (node.init?.callee?.name === '$props' && node.id?.type === 'ObjectPattern') patterns.push(node.id);
      },
      'Program:exit'() {
        for (const pattern of patterns) {
          const properties = pattern.properties ?? [];
          if (properties.some(({ type }) => type === 'RestElement')) continue;
          const names = new Set(properties.map(({ key }) => key?.name));
          for (const member of membersOf(pattern.typeAnnotation?.typeAnnotation, declared)) {
            const name = member.key?.name;
            if (name === undefined || names.has(name)) continue;
            context.report({ loc: member.loc, message: `Nothing takes the prop ${name}.` });
          }
        }
      },
    };
    // ESLint types the nodes of JavaScript alone.
    return listeners as unknown as Rule.RuleListener;
  },
};
