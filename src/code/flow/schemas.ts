import type { Call } from './call.ts';
import type { ClassValue, Value } from './values.ts';

/** Options that say what the answer of a model looks like. */
const options = new Set([
  ...['schema', 'response_model', 'response_format', 'text_format', 'output_type', 'result_type', 'output_schema'],
  ...['inputSchema', 'parameters', 'args_schema', 'output_cls'],
]);

/** The fields of what a call gives back that hold one of some values, or a number: as a class or a schema of zod says. */
export function plainFieldsOf({ given }: Pick<Call, 'given'>): ReadonlySet<string> | undefined {
  const schemas = given.flatMap(({ name, value }): readonly Value[] => {
    if (name !== undefined) return options.has(name) ? [value] : [];
    const fields = [...(value.cell?.fields ?? [])].filter(([key]) => options.has(key)).map(([, field]) => field);
    return value.type === undefined ? fields : [value];
  });
  const plain = schemas.flatMap((schema) => [...ofClass(schema.type), ...ofRecord(schema)]);
  return plain.length === 0 ? undefined : new Set(plain);
}

const plainType =
  /^(?:typing\.)?(?:Literal\[|int\b|float\b|bool\b|Decimal\b|date(?:time)?\b|UUID\b|conint|confloat|Annotated\[(?:int|float|bool)\b)/;

/** `class Decision(BaseModel): action: Literal["start", "stop"]`. */
function ofClass(type: ClassValue | undefined): readonly string[] {
  if (type === undefined) return [];
  return type.statement.body.flatMap((one) => {
    if (one.kind !== 'assign' || one.type === undefined || !plainType.test(one.type)) return [];
    const [target] = one.targets;
    return target?.kind === 'name' ? [target.name] : [];
  });
}

const plainSchema =
  /(?:^|\.)z\.(?:enum|nativeEnum|literal|number|int|boolean|date|bigint|coerce\.(?:number|boolean|date))\(/;

/** `z.object({ script: z.enum(["lint", "test"]) })`. */
const ofRecord = ({ cell }: Value): readonly string[] =>
  [...(cell?.fields ?? [])].flatMap(([key, { paths }]) => (paths.some((path) => plainSchema.test(path)) ? [key] : []));
