import { words } from '../../knowledge/code/words.ts';
import type { Expression } from '../program.ts';
import type { Call } from './call.ts';
import { type Frame, findVar } from './machine.ts';
import type { ClassValue, Narrowed, Value } from './values.ts';

/** Options that say what the answer of a model looks like. */
const options = new Set([
  ...['schema', 'response_model', 'response_format', 'text_format', 'output_type', 'result_type', 'output_schema'],
  ...['inputSchema', 'parameters', 'args_schema', 'output_cls'],
]);

/** The fields of what a call gives back, or hands to a tool, that a class or a schema of zod narrows. */
export function narrowedBy({ given }: Pick<Call, 'given'>, frame: Frame): Narrowed | undefined {
  const schemas = given.flatMap(({ name, value }): readonly Value[] => {
    if (name !== undefined) return options.has(name) ? [value] : [];
    const fields = [...(value.cell?.fields ?? [])].filter(([key]) => options.has(key)).map(([, field]) => field);
    return value.type === undefined ? [...fields, value] : [value];
  });
  const narrowed = schemas.flatMap((schema) => [...narrowedByClass(schema.type, frame), ...ofRecord(schema)]);
  return narrowed.length === 0 ? undefined : new Map(narrowed);
}

type NarrowedField = readonly [name: string, by: string];

/** `class Decision(BaseModel): action: Literal["start", "stop"]`. */
export function narrowedByClass(type: ClassValue | undefined, frame: Frame): readonly NarrowedField[] {
  if (type === undefined) return [];
  return type.statement.body.flatMap((one): readonly NarrowedField[] => {
    if (one.kind !== 'assign' || one.type === undefined) return [];
    const by = narrowedByType(one.type, one.value, frame);
    const [target] = one.targets;
    return by !== undefined && target?.kind === 'name' ? [[target.name, by]] : [];
  });
}

/** Types of which a validator makes no text, and what is written around them. */
const plainTypes: ReadonlySet<string> = new Set(
  words(`
    int float bool complex Decimal date datetime time timedelta UUID UUID1 UUID3 UUID4 UUID5 PositiveInt NonNegativeInt
    NegativeInt NonPositiveInt PositiveFloat NonNegativeFloat StrictInt StrictFloat StrictBool IPv4Address IPv6Address
    IPvAnyAddress Number None NoneType Optional Union List list Sequence set tuple Literal
  `),
);
const longestType = 300;
const aPattern = 'a pattern';

/** What a type of Python lets through; undefined where any text may be of it. */
export function narrowedByType(type: string, preset: Expression | undefined, frame: Frame): string | undefined {
  const written = type.length > longestType ? '' : type.trim().replace(/^["']|["']$/g, '');
  const annotated = /^(?:\w+\.)*Annotated\[/.exec(written)?.[0].length;
  const [bare = ''] = annotated === undefined ? [written] : splitOnce(written.slice(annotated));
  if (isPlainType(bare, frame)) return '';
  const says = annotated === undefined && !/^(?:\w+\.)*constr\(/.test(written) ? undefined : written;
  return (says !== undefined && /\b(?:pattern|regex)\s*=/.test(says)) || hasPattern(preset) ? aPattern : undefined;
}

/** What stands before the first comma that is in no brackets. */
function splitOnce(text: string): readonly string[] {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if ('[({'.includes(letter)) depth += 1;
    if ('])}'.includes(letter)) depth -= 1;
    if (depth < 0 || (depth === 0 && letter === ',')) return [text.slice(0, at)];
  }
  return [text];
}

function isPlainType(type: string, { scope }: Frame): boolean {
  if (/^(?:\w+\.)*(?:conint|confloat|condecimal|condate)\(/.test(type)) return true;
  const names = type.replace(/\bLiteral\[[^\]]*\]/g, 'Literal').match(/[A-Za-z_][\w.]*/g) ?? [];
  return (
    names.length > 0 &&
    names.every((name) => {
      const own = findVar(scope, name)?.type;
      return own === undefined ? plainTypes.has(name.slice(name.lastIndexOf('.') + 1)) : isEnumeration(own);
    })
  );
}

/** Of an enumeration there is nothing but what it lists. */
export const isEnumeration = ({ bases }: ClassValue): boolean =>
  bases.some(({ paths }) => paths.some((path) => /(?:^|\.)\w*Enum$/.test(path)));

/** `Field(pattern="^[a-z]+$")` */
const hasPattern = (of: Expression | undefined): boolean =>
  of?.kind === 'call' && of.given.some(({ name }) => name === 'pattern' || name === 'regex');

const plainSchema =
  /(?:^|\.)(?:z|zod)\.(?:enum|nativeEnum|literal|number|int|boolean|date|bigint|coerce\.(?:number|boolean|date))\(/;
const patternSchema =
  /(?:^|\.)(?:z|zod)\.(?:string\(\)\.(?:\w+\(\)\.)*(?:regex|uuid|guid|cuid2?|ulid|nanoid|ip|datetime)|uuid|guid|cuid2?|ulid|nanoid|ipv[46]|iso\.\w+)\(/;

/** `z.object({ script: z.enum(["lint", "test"]) })`. */
const ofRecord = ({ cell }: Value): readonly NarrowedField[] =>
  [...(cell?.fields ?? [])].flatMap(([key, { paths }]): readonly NarrowedField[] => {
    if (paths.some((path) => plainSchema.test(path))) return [[key, '']];
    return paths.some((path) => patternSchema.test(path)) ? [[key, aPattern]] : [];
  });
