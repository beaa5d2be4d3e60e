import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The published schema lets later versions add keys; here nothing may stand in a report that it does not describe. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, close(value)] as const);
  const closed = Object.fromEntries(entries);
  return 'properties' in closed && 'type' in closed ? { ...closed, additionalProperties: false } : closed;
}

function compile(name: string) {
  const path = join(import.meta.dirname, '../../../docs', `${name}.schema.json`);
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default(ajv);
  return ajv.compile(Object(close(JSON.parse(readFileSync(path, 'utf8')))));
}

const validators = { report: compile('report'), inventory: compile('inventory') };

/** What is wrong with a document by its published schema, closed against unknown keys; empty where nothing is. */
export function schemaErrors(name: keyof typeof validators, document: unknown): readonly string[] {
  const validate = validators[name];
  return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
