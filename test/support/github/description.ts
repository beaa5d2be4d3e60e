import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  /** Schema of the body, where one is sent. */
  readonly body?: object;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** GitHub's own description of the operations that are used (`scripts/extract-github-api.ts`). */
const description: { readonly operations: readonly Operation[]; readonly schemas: object } = JSON.parse(
  readFileSync(new URL('./openapi.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(description, 'github');
// Ranges of times (`created=>=…`) are described as times.
const queries = new Ajv({ strict: false, coerceTypes: true, validateFormats: false });

export interface Match {
  readonly operation: Operation;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The operation of a request; its path parameters are decoded. */
export function matchOperation(method: string, pathname: string): Match | undefined {
  const parts = pathname.split('/');
  for (const operation of description.operations) {
    const template = operation.path.split('/');
    if (operation.method !== method || template.length !== parts.length) continue;
    const parameters = new Map<string, string>();
    const fits = template.every((part, index) => {
      const given = parts[index] ?? '';
      if (!part.startsWith('{')) return part === given;
      parameters.set(part.slice(1, -1), decodeURIComponent(given));
      return given !== '';
    });
    if (fits) return { operation, parameters };
  }
  return undefined;
}

/** What the description has against a request. */
export function checkRequest(match: Match, query: URLSearchParams): string[] {
  const known = new Map(match.operation.parameters.map((parameter) => [parameter.name, parameter]));
  const given = new Map([...match.parameters, ...query]);
  const found: string[] = [];
  for (const [name, value] of given) {
    const parameter = known.get(name);
    if (parameter === undefined) found.push(`${match.operation.id} has no parameter ${name}`);
    else if (!queries.validate({ properties: { value: parameter.schema } }, { value })) {
      found.push(`${match.operation.id}: ${name}=${value}: ${queries.errorsText()}`);
    }
  }
  for (const { name, required } of known.values()) {
    if (required && !given.has(name)) found.push(`${match.operation.id} lacks ${name}`);
  }
  return found;
}

/** What the description has against the body of a request. */
export function checkBody(operation: Operation, body: unknown): string[] {
  if (operation.body === undefined || body === undefined) return [];
  const validate = ajv.getSchema(`github#/operations/${description.operations.indexOf(operation)}/body`);
  if (validate === undefined) return [`${operation.id}: no schema for its body`];
  return validate(body) ? [] : [`${operation.id}: ${ajv.errorsText(validate.errors)}`];
}

/** What the description has against a JSON answer. Statuses it does not list are described as a plain error. */
export function checkResponse(operation: Operation, status: number, body: unknown): string[] {
  const index = description.operations.indexOf(operation);
  const listed = Object.hasOwn(operation.responses, String(status));
  if (!listed && status < 400) return [`${operation.id} does not answer ${status}`];
  const pointer = listed ? `github#/operations/${index}/responses/${status}` : 'github#/schemas/basic-error';
  const validate = ajv.getSchema(pointer);
  if (validate === undefined) return [`${operation.id}: no schema for ${status}`];
  return validate(body) ? [] : [`${operation.id} ${status}: ${ajv.errorsText(validate.errors)}`];
}
