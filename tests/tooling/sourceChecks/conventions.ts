import { type Expression, type Program, type TSSignature, type TSType, Visitor } from 'oxc-parser';
import { wordsIn } from './retiredNames.ts';
import type { Script, Source } from './sources.ts';

interface Finding {
  /** Where in the script it starts. */
  readonly start: number;
  readonly problem: string;
}

const limitWords = new Set(['max', 'min', 'maximum', 'minimum', 'limit', 'limits']);
const durationWords = new Set([
  'age',
  'cooldown',
  'delay',
  'duration',
  'grace',
  'interval',
  'patience',
  'period',
  'timeout',
  'ttl',
]);
const units = new Set(['ms', 's', 'seconds', 'minutes', 'hours', 'days']);

/** What is wrong with the name of a number; undefined where nothing is. */
export const numberNameProblem = (name: string): string | undefined => {
  const words = wordsIn(name);
  const last = words.at(-1) ?? '';
  const isLimit = last === 'max' || last === 'min';
  if (!isLimit && words.some((word) => limitWords.has(word))) return `${name}: a limit ends in Max or Min.`;
  if (words.includes('millis') || words.includes('milliseconds')) return `${name}: milliseconds are Ms.`;
  const unit = isLimit ? words.at(-2) : last;
  return words.some((word) => durationWords.has(word)) && !units.has(unit ?? '')
    ? `${name}: a duration ends in its unit (Ms, Seconds, Minutes, Hours, Days), before Max or Min.`
    : undefined;
};

const isNumeric = (expression: Expression): boolean => {
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'number';
    case 'UnaryExpression':
      return isNumeric(expression.argument);
    case 'BinaryExpression':
      return [expression.left, expression.right].some((side) => side.type !== 'PrivateIdentifier' && isNumeric(side));
    default:
      return false;
  }
};

/** Constants of the module with a number for a value, and fields whose type is `number`. */
const findNumberNames = (program: Program): readonly Finding[] => {
  const names: { name: string; start: number }[] = [];
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && init && isNumeric(init)) names.push(id);
  }
  new Visitor({
    TSPropertySignature({ key, typeAnnotation }) {
      const isNumber = typeAnnotation?.typeAnnotation.type === 'TSNumberKeyword';
      if (isNumber && key.type === 'Identifier') names.push(key);
    },
  }).visit(program);
  return names.flatMap(({ name, start }) => {
    const problem = numberNameProblem(name);
    return problem === undefined ? [] : [{ start, problem }];
  });
};

const findSpreadLiterals = (program: Program): readonly Finding[] => {
  const findings: Finding[] = [];
  new Visitor({
    ObjectExpression({ properties }) {
      for (const property of properties)
        if (property.type === 'SpreadElement' && property.argument.type === 'ObjectExpression')
          findings.push({
            start: property.start,
            problem: 'Write the properties of `...{ }` in the literal itself, one a line.',
          });
    },
  }).visit(program);
  return findings;
};

/**
 * Unions whose discriminant is not `kind` because it is stored or sent, with the reason. All others
 * call it `kind`, so that no reader has to look it up.
 */
const storedDiscriminants: ReadonlyMap<string, string> = new Map([
  ['Circle', 'facts in the journal hold circles'],
  ['NamedCircleSchema', 'reads circles from facts and addresses'],
  ['InterestParty', 'stored in interests, and used as a circle'],
  ['Timer', 'stored in the session'],
  ['Block', 'stored in handed-over versions, and sent in exports'],
  ['ServerNotice', 'sent over the socket'],
  ['ImportProgress', 'sent while a plan is imported'],
  ['PartnerReason', 'sent with partner suggestions'],
  ['AbilityLack', 'sent in partner reasons'],
  ['FitLack', 'AbilityLack, which is sent, is a part of it'],
  ['FitReason', 'listed and named beside FitLack'],
]);

/** Types of one file by their names: of an interface its members. */
type FileTypes = ReadonlyMap<string, TSType | readonly TSSignature[]>;

/** Which properties of a type are string literals; undefined where the file alone does not tell. */
const literalProperties = (type: TSType, types: FileTypes): readonly string[] | undefined => {
  switch (type.type) {
    case 'TSParenthesizedType':
      return literalProperties(type.typeAnnotation, types);
    case 'TSTypeLiteral':
      return literalMembers(type.members);
    case 'TSIntersectionType': {
      const known = type.types.flatMap((member) => literalProperties(member, types) ?? []);
      return known.length === 0 ? undefined : known;
    }
    case 'TSTypeReference': {
      const named = type.typeName.type === 'Identifier' ? types.get(type.typeName.name) : undefined;
      if (!named) return undefined;
      return 'type' in named ? literalProperties(named, types) : literalMembers(named);
    }
    default:
      return undefined;
  }
};

const literalMembers = (members: readonly TSSignature[]): readonly string[] =>
  members.flatMap((member) =>
    member.type === 'TSPropertySignature' &&
    member.key.type === 'Identifier' &&
    isStringLiteral(member.typeAnnotation?.typeAnnotation)
      ? [member.key.name]
      : [],
  );

const isStringLiteral = (type: TSType | undefined): boolean =>
  (type?.type === 'TSLiteralType' && type.literal.type === 'Literal' && typeof type.literal.value === 'string') ||
  (type?.type === 'TSUnionType' && type.types.every(isStringLiteral));

/** An exported union, and the property that tells its members apart. */
interface Discriminated {
  readonly union: string;
  readonly discriminant: string;
  readonly start: number;
}

const discriminantOf = (type: TSType, types: FileTypes): string | undefined => {
  if (type.type !== 'TSUnionType') return undefined;
  const [first = [], ...others] = type.types.map((member) => literalProperties(member, types));
  const shared = first.filter((name) => others.every((names) => names?.includes(name)));
  return shared.includes('kind') ? 'kind' : shared[0];
};

/** `z.discriminatedUnion('kind', …)` → `kind`. */
const discriminantOfSchema = (init: Expression | null): string | undefined => {
  if (init?.type === 'TSSatisfiesExpression') return discriminantOfSchema(init.expression);
  if (init?.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') return undefined;
  const { property } = init.callee;
  const [argument] = init.arguments;
  if (property.type !== 'Identifier' || property.name !== 'discriminatedUnion') return undefined;
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
};

const findDiscriminants = (program: Program): readonly Discriminated[] => {
  const types = new Map<string, TSType | readonly TSSignature[]>();
  const exported: { union: string; type: TSType; start: number }[] = [];
  const schemas: Discriminated[] = [];
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'TSInterfaceDeclaration') types.set(declaration.id.name, declaration.body.body);
    if (declaration?.type === 'VariableDeclaration')
      for (const { id, init, start } of declaration.declarations) {
        const discriminant = discriminantOfSchema(init);
        if (discriminant !== undefined && id.type === 'Identifier')
          schemas.push({ union: id.name, discriminant, start });
      }
    if (declaration?.type !== 'TSTypeAliasDeclaration') continue;
    const { id, typeAnnotation: type, start } = declaration;
    types.set(id.name, type);
    if (statement !== declaration) exported.push({ union: id.name, type, start });
  }
  const unions = exported.flatMap(({ union, type, start }) => {
    const discriminant = discriminantOf(type, types);
    return discriminant === undefined ? [] : [{ union, discriminant, start }];
  });
  return [...unions, ...schemas];
};

/** Exceptions of `storedDiscriminants` that no union of the whole repository needs, a line each. */
export const findNeedlessExceptions = (sources: readonly Source[]): string[] => {
  const discriminated = sources.flatMap(({ scripts }) => scripts.flatMap(({ program }) => findDiscriminants(program)));
  const others = new Set(discriminated.filter(({ discriminant }) => discriminant !== 'kind').map(({ union }) => union));
  return [...storedDiscriminants.keys()]
    .filter((union) => !others.has(union))
    .map((union) => `storedDiscriminants: ${union} needs no exception any more.`);
};

const findDiscriminantNames = (program: Program): readonly Finding[] =>
  findDiscriminants(program)
    .filter(({ union, discriminant }) => discriminant !== 'kind' && !storedDiscriminants.has(union))
    .map(({ union, discriminant, start }) => ({
      start,
      problem: `${union}: the discriminant \`${discriminant}\` is \`kind\`. If it is stored or sent, add it to storedDiscriminants.`,
    }));

const rules = [findNumberNames, findSpreadLiterals, findDiscriminantNames];

const findIn = (file: string, { program, lineOf }: Script): readonly string[] =>
  rules.flatMap((rule) => rule(program)).map(({ start, problem }) => `${file}:${lineOf(start)}: ${problem}`);

/** What breaks the conventions for names of numbers, object literals and discriminants, a line each. */
export const findBrokenConventions = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ file, scripts }) => scripts.flatMap((script) => findIn(file, script)));
