import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** The published schema is draft 04, of which it uses nothing that draft 07 reads otherwise but the name of its id. */
function compile() {
  const {
    id,
    $schema: _draft,
    ...rest
  } = JSON.parse(readFileSync(join(import.meta.dirname, 'sarif-schema-2.1.0.json'), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile({ ...rest, $id: id, $schema: 'http://json-schema.org/draft-07/schema#' });
}

const validate = compile();

/** What is wrong with a SARIF log by the official schema; empty where nothing is. */
export function sarifErrors(log: unknown): readonly string[] {
  return validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
