import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';

/**
 * The form of a rule by the Sigma specification 2.0.0 (SigmaHQ/sigma-specification, public domain: "Sigma Rules
 * Specification", its JSON schema for detection rules, and the tags and modifiers of 2.1.0), written anew and narrower: what
 * SigmaHQ asks of the rules that it takes is required, and what the specification leaves open is closed to what it names.
 */
const texts = { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', minLength: 2 } };
const values = {
  anyOf: [{ type: 'string' }, { type: 'array', minItems: 2, uniqueItems: true, items: { type: 'string' } }],
};
const part = { type: 'string', pattern: '^[a-z0-9_.-]+$' };
const schema = {
  type: 'object',
  additionalProperties: false,
  required: [
    ...['title', 'id', 'status', 'description', 'references', 'author', 'date', 'tags', 'logsource', 'detection'],
    ...['falsepositives', 'level'],
  ],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 256 },
    id: { type: 'string', format: 'uuid' },
    status: { enum: ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] },
    description: { type: 'string', minLength: 1, maxLength: 65_535 },
    references: { ...texts, items: { type: 'string', format: 'uri' } },
    author: { type: 'string', minLength: 1 },
    date: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\\d|3[01])$' },
    tags: { ...texts, items: { type: 'string', pattern: '^attack\\.(?:t\\d{4}(?:\\.\\d{3})?|[a-z]+(?:-[a-z]+)*)$' } },
    logsource: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { category: part, product: part, service: part, definition: { type: 'string' } },
    },
    detection: {
      type: 'object',
      required: ['condition'],
      minProperties: 2,
      properties: { condition: { type: 'string', pattern: '^[a-z0-9_*() ]+$' } },
      additionalProperties: {
        anyOf: [
          { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
          {
            type: 'object',
            minProperties: 1,
            propertyNames: { pattern: '^[A-Za-z_-]+(?:\\|(?:contains|startswith|endswith|re|i|all|cased))*$' },
            additionalProperties: values,
          },
        ],
      },
    },
    fields: texts,
    falsepositives: texts,
    level: { enum: ['informational', 'low', 'medium', 'high', 'critical'] },
  },
};

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
formats.default(ajv);
const validate = ajv.compile(schema);

/** Categories of logs with the fields that their rules may ask for (Sigma Taxonomy 2.1.0; Sysmon's for processes). */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  process_creation: ['Image', 'CommandLine', 'ParentImage', 'ParentCommandLine', 'CurrentDirectory', 'User'],
  proxy: ['c-uri', 'cs-host', 'cs-method', 'c-useragent', 'sc-status'],
  dns_query: ['Image', 'QueryName'],
  network_connection: ['Image', 'DestinationHostname', 'DestinationPort', 'Initiated'],
  file_event: ['Image', 'TargetFilename'],
  application: [],
};

export interface SigmaRule {
  readonly title: string;
  readonly id: string;
  readonly logsource: { readonly category: string; readonly product?: string };
  readonly detection: Readonly<Record<string, unknown>> & { readonly condition: string };
}

/** The rules of a stream, which holds nothing else. */
export function readRules(text: string): readonly SigmaRule[] {
  const documents = parseAllDocuments(text, { version: '1.2', strict: true });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) throw fault;
    return document.toJS();
  });
}

/** What is wrong with the rules of a stream; empty where nothing is. */
export function sigmaErrors(text: string): readonly string[] {
  const rules = readRules(text);
  const ids = rules.map(({ id }) => id);
  return [
    ...rules.flatMap((rule) => (validate(rule) ? unknownFields(rule) : (validate.errors ?? []).map(explain(rule)))),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} twice`),
    ...(/\t|\r|[ ]$/m.test(text) ? ['a tab, a carriage return or a space at the end of a line'] : []),
  ];
}

const explain =
  ({ title }: SigmaRule) =>
  ({ instancePath, message }: { readonly instancePath: string; readonly message?: string }) =>
    `${title}: ${instancePath} ${message}`;

function unknownFields({ title, logsource, detection }: SigmaRule): readonly string[] {
  const known = fieldsOf[logsource.category];
  if (known === undefined) return [`${title}: category ${logsource.category}`];
  return Object.values(detection)
    .flatMap((part) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.keys(part) : []))
    .map((key) => key.split('|')[0] ?? '')
    .filter((field) => !known.includes(field))
    .map((field) => `${title}: field ${field}`);
}
